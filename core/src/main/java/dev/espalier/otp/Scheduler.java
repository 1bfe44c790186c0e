package dev.espalier.otp;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Decides when processes run and what time it is. The same processes run under either: {@link
 * LiveScheduler} leaves them to the JVM and the real clock, {@link SimulatedScheduler} runs one at
 * a time in an order it chooses, on a clock that jumps.
 */
abstract sealed class Scheduler permits LiveScheduler, SimulatedScheduler {

  /** A timer that can be stopped. */
  interface Alarm {
    void cancel();
  }

  abstract Instant now();

  /** Has a new process's thread begin. */
  abstract void start(ProcessCell cell);

  /**
   * Blocks the calling process until its wait is over.
   *
   * @throws ProcessCell.Unwind when it exits meanwhile
   */
  abstract void await(ProcessCell cell, Wait wait);

  /** Something that {@code cell} may be waiting for has happened. */
  abstract void wake(ProcessCell cell);

  /** A message was put into its mailbox. */
  abstract void delivered(ProcessCell cell);

  /** A message that was delivered has been dealt with, or dropped. */
  abstract void handled(ProcessCell cell);

  /** The process's thread is about to end. */
  abstract void ended(ProcessCell cell);

  /** Counts as unfinished work until it fires or is cancelled. */
  abstract Alarm alarm(Instant at, Runnable action);

  /** Runs a blocking call during which other processes run and call back into the node. */
  abstract <T> T outside(ProcessCell cell, Callable<T> call) throws Exception;

  abstract void open(Port port);

  /** Does something to the node on behalf of a thread that is not a process. */
  abstract <T> T enter(Supplier<T> action);

  /**
   * Lets processes run until the condition holds.
   *
   * @return false when they have all come to rest, or the time is up, and it still does not
   */
  abstract boolean runUntil(BooleanSupplier condition, Duration timeout);

  /** Lets processes run until nothing is under way: no message, no alarm, no unread port. */
  abstract void settle();

  /** Moves the clock on, letting everything that falls due on the way happen in order. */
  abstract void advance(Duration duration);

  abstract void close();
}
