package dev.espalier.environment;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rivals for transactions, to see what an app makes of a write conflict: each writes, in a
 * transaction of its own, what the next transaction is about to write, and leaves nothing behind.
 */
public final class Rivals {
  private final AtomicInteger waiting = new AtomicInteger();

  /** One more transaction is to meet a rival. */
  public void add() {
    waiting.incrementAndGet();
  }

  boolean areWaiting() {
    return waiting.get() > 0;
  }

  /** One of them has got in the way of a transaction. */
  void met() {
    waiting.decrementAndGet();
  }
}
