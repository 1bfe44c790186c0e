package dev.espalier.otp;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Leaves processes to the JVM: each runs on its virtual thread whenever it has something to do. The
 * clock is the real one, plus what {@link #advance} has added to it.
 */
final class LiveScheduler extends Scheduler {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Ring> rings =
      new PriorityQueue<>(Comparator.comparing(Ring::at).thenComparingLong(Ring::number));
  private final AtomicLong offsetNanos = new AtomicLong();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicLong changes = new AtomicLong();
  private final Set<ProcessCell> cells = ConcurrentHashMap.newKeySet();
  private final List<Port> ports = new CopyOnWriteArrayList<>();
  private final Thread bell;
  private long ringNumber;
  private boolean closed;

  /** An alarm not gone off yet. */
  private record Ring(Instant at, long number, Runnable action) {}

  LiveScheduler() {
    bell = Thread.ofVirtual().name("alarms").start(this::ring);
  }

  @Override
  Instant now() {
    return Instant.now().plusNanos(offsetNanos.get());
  }

  @Override
  void start(ProcessCell cell) {
    unfinished.incrementAndGet();
    cells.add(cell);
    cell.thread.start();
  }

  @Override
  void await(ProcessCell cell, Wait wait) {
    cell.wait = wait;
    while (cell.exited == null && !wait.isOver()) {
      if (wait.deadline() == null) {
        LockSupport.park(this);
      } else {
        long nanos = nanosUntil(wait.deadline());
        if (nanos <= 0) {
          break;
        }
        LockSupport.parkNanos(this, nanos);
      }
    }
    cell.wait = null;
    cell.checkAlive();
  }

  private long nanosUntil(Instant deadline) {
    Duration left = Duration.between(now(), deadline);
    return left.toSeconds() > TimeUnit.DAYS.toSeconds(365) ? Long.MAX_VALUE : left.toNanos();
  }

  @Override
  void wake(ProcessCell cell) {
    cell.unpark();
    signal();
  }

  @Override
  void delivered(ProcessCell cell) {
    unfinished.incrementAndGet();
    cell.unpark();
  }

  @Override
  void handled(ProcessCell cell) {
    if (unfinished.decrementAndGet() == 0) {
      signal();
    }
  }

  @Override
  void ended(ProcessCell cell) {
    cells.remove(cell);
  }

  @Override
  Alarm alarm(Instant at, Runnable action) {
    unfinished.incrementAndGet();
    lock.lock();
    try {
      Ring ring = new Ring(at, ringNumber++, action);
      rings.add(ring);
      changed.signalAll();
      return () -> cancel(ring);
    } finally {
      lock.unlock();
    }
  }

  private void cancel(Ring ring) {
    lock.lock();
    try {
      if (rings.remove(ring)) {
        unfinished.decrementAndGet();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void ring() {
    while (true) {
      Ring due = nextDue();
      if (due == null) {
        return;
      }
      due.action().run();
      unfinished.decrementAndGet();
      signal();
    }
  }

  private @Nullable Ring nextDue() {
    lock.lock();
    try {
      while (!closed) {
        Ring first = rings.peek();
        if (first == null) {
          changed.awaitUninterruptibly();
        } else if (nanosUntil(first.at()) <= 0) {
          return rings.poll();
        } else {
          pause(nanosUntil(first.at()));
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // those who call it look at their condition in a loop
  private void pause(long nanos) {
    try {
      changed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for processes", e);
    }
  }

  private void signal() {
    lock.lock();
    try {
      changes.incrementAndGet();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  <T> T outside(ProcessCell cell, Callable<T> call) throws Exception {
    cell.outside = true;
    try {
      return call.call();
    } finally {
      cell.outside = false;
      cell.checkAlive();
    }
  }

  @Override
  void open(Port port) {
    ports.add(port);
    Thread.ofVirtual()
        .name("port of " + port.owner)
        .start(() -> {
          while (port.open()) {
            port.transfer();
            signal();
          }
          ports.remove(port);
        });
  }

  @Override
  <T> T enter(Supplier<T> action) {
    return action.get();
  }

  @Override
  boolean runUntil(BooleanSupplier condition, Duration timeout) {
    Instant deadline = now().plus(timeout);
    long seen = changes.get();
    while (!condition.getAsBoolean()) {
      long nanos = nanosUntil(deadline);
      if (nanos <= 0) {
        return false;
      }
      awaitChange(seen, Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(5)));
      seen = changes.get();
    }
    return true;
  }

  @Override
  void settle() {
    long seen = changes.get();
    while (!isQuiet()) {
      awaitChange(seen, TimeUnit.MILLISECONDS.toNanos(1));
      seen = changes.get();
    }
  }

  /** Conditions are looked at without the lock, for they may take the node's. */
  private void awaitChange(long seen, long nanos) {
    lock.lock();
    try {
      if (changes.get() == seen) {
        pause(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * What waits at a suspended process is not under way. Processes and ports are asked between two
   * looks at the counter, which their messages raise before they fall quiet.
   */
  private boolean isQuiet() {
    int before = unfinished.get();
    Instant now = now();
    return before == heldUp()
        && cells.stream().allMatch(cell -> isAtRest(cell, now))
        && ports.stream().noneMatch(port -> port.open() && port.driver.pending())
        && before == unfinished.get();
  }

  /** Whether a process waits and has not been woken, so that its deadline is known. */
  private static boolean isAtRest(ProcessCell cell, Instant now) {
    Wait wait = cell.wait;
    return cell.exited != null
        || (wait != null
            && !wait.isOver()
            && (wait.deadline() == null || wait.deadline().isAfter(now)));
  }

  private int heldUp() {
    return cells.stream()
        .filter(cell -> cell.suspended)
        .mapToInt(cell -> cell.mailbox.size())
        .sum();
  }

  @Override
  void advance(Duration duration) {
    Instant target = now().plus(duration);
    settle();
    Instant next = nextDeadline();
    while (next != null && !next.isAfter(target)) {
      shift(Duration.between(now(), next));
      settle();
      next = nextDeadline();
    }
    shift(Duration.between(now(), target));
    settle();
  }

  private @Nullable Instant nextDeadline() {
    return cells.stream()
        .map(cell -> cell.wait)
        .filter(wait -> wait != null && wait.deadline() != null)
        .map(Wait::deadline)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private void shift(Duration by) {
    if (by.isPositive()) {
      offsetNanos.addAndGet(by.toNanos());
    }
    cells.forEach(ProcessCell::unpark);
    signal();
  }

  @Override
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      bell.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
