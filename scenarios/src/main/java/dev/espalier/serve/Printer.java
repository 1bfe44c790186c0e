package dev.espalier.serve;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Takes lines from those who must not wait to a reader that may be slow. Lines for which there is
 * no room are left out, and the next one says how many.
 */
public final class Printer implements AutoCloseable {
  private static final int ROOM = 10_000;

  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(ROOM);
  private final AtomicLong leftOut = new AtomicLong();
  private final Consumer<String> reader;
  private final Thread thread;

  public Printer(Consumer<String> reader) {
    this.reader = reader;
    this.thread = Thread.ofPlatform().name("printer").daemon().start(this::print);
  }

  public void print(String line) {
    if (!lines.offer(line)) {
      leftOut.incrementAndGet();
    }
  }

  private void print() {
    try {
      while (true) {
        reader.accept(lines.take());
        long gone = leftOut.getAndSet(0);
        if (gone > 0) {
          reader.accept("… %d lines are left out: they came too fast".formatted(gone));
        }
      }
    } catch (InterruptedException _) {
      lines.forEach(reader);
    }
  }

  /** Prints what is there, and is done. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
