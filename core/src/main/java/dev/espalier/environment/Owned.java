package dev.espalier.environment;

import dev.espalier.otp.PortDriver;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Something outside that is closed when the process that opened it exits, however it exits. */
public final class Owned implements PortDriver {
  private final AutoCloseable owned;
  private final CountDownLatch closed = new CountDownLatch(1);

  public Owned(AutoCloseable owned) {
    this.owned = owned;
  }

  @Override
  public boolean pending() {
    return false;
  }

  @Override
  public List<?> read() throws InterruptedException {
    closed.await();
    return List.of();
  }

  @Override
  public void delivered() {}

  @Override
  public void close() {
    closed.countDown();
    try {
      owned.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot close " + owned.getClass().getSimpleName(), e);
    }
  }
}
