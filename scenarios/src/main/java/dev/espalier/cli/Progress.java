package dev.espalier.cli;

import java.io.PrintWriter;

/** How far work has got that takes a while, on a line of the terminal that is wiped in the end. */
final class Progress implements AutoCloseable {
  private static final long EVERY_NANOS = 200_000_000;
  private static final String WIPE = "\r\u001b[K";

  private final int all;
  private final PrintWriter err;
  private final long begun = System.nanoTime();
  private long shown = begun;

  Progress(int all, PrintWriter err) {
    this.all = all;
    this.err = err;
  }

  /** Told by any thread how much is done. */
  synchronized void ran(int runs) {
    long now = System.nanoTime();
    if (!Terminal.isThere() || now - shown < EVERY_NANOS) {
      return;
    }
    shown = now;
    String line =
        runs < all
            ? "%,d of %,d runs, %,d a minute"
                .formatted(runs, all, runs * 60_000_000_000L / (now - begun))
            : "%,d runs".formatted(runs);
    err.print(WIPE + "  " + line);
    err.flush();
  }

  @Override
  public synchronized void close() {
    if (shown != begun) {
      err.print(WIPE);
      err.flush();
    }
  }
}
