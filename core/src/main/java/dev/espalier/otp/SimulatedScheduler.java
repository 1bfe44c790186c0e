package dev.espalier.otp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.collect.Queues;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one process at a time. Whoever runs holds the baton and, when it has to wait, chooses the
 * next process itself and hands the baton over; so the order depends on the {@link Choice} alone.
 * The clock stands still while anything can run and then jumps to the next alarm.
 *
 * <p>Processes move only while a thread outside waits for them ({@link #runUntil}, {@link #settle},
 * {@link #advance}); what other threads do to the node meanwhile is let in when nothing else can
 * run.
 */
final class SimulatedScheduler extends Scheduler {

  private static final Comparator<TimedAction> BY_TIME =
      Comparator.comparing(TimedAction::at).thenComparingLong(TimedAction::number);

  /** Everything but {@code arrivals} belongs to the holder of the baton. */
  private final Object lock = new Object();

  private final Choice choice;
  private final List<ProcessCell> ready = new ArrayList<>();
  private final TreeSet<TimedAction> alarms = new TreeSet<>(BY_TIME);
  private final List<Port> ports = new ArrayList<>();
  private final Queue<Runnable> arrivals = Queues.newConcurrentLinkedQueue();
  private final List<Spectator> spectators = new ArrayList<>();
  private volatile @Nullable ProcessCell running;
  private volatile Instant now;
  private boolean batonTaken;
  private long alarmNumber;
  private int work;
  private int outside;

  SimulatedScheduler(Choice choice, Instant start) {
    this.choice = choice;
    this.now = start;
  }

  /**
   * An alarm.
   *
   * @param work whether somebody is in the middle of something until it goes off
   */
  private record TimedAction(Instant at, long number, boolean work, Runnable action) {}

  /** A thread outside that wants the world to go on until its condition holds. */
  private static final class Spectator {
    final Thread thread = Thread.currentThread();
    final BooleanSupplier until;
    final @Nullable Instant horizon;
    final boolean settles;
    volatile boolean released;

    Spectator(BooleanSupplier until, boolean settles, @Nullable Instant horizon) {
      this.until = until;
      this.settles = settles;
      this.horizon = horizon;
    }

    void release() {
      released = true;
      LockSupport.unpark(thread);
    }
  }

  @Override
  Instant now() {
    return now;
  }

  // What processes do; the caller holds the baton.

  @Override
  void start(ProcessCell cell) {
    ready.add(cell);
  }

  @Override
  void await(ProcessCell cell, Wait wait) {
    cell.checkAlive();
    cell.wait = wait;
    TimedAction alarm = null;
    if (isOver(cell, wait)) {
      makeReady(cell);
    } else if (wait.deadline() != null) {
      alarm = add(wait.deadline(), !wait.idle(), () -> wakeIf(cell, wait));
    }
    pass(cell);
    cell.wait = null;
    if (alarm != null) {
      remove(alarm);
    }
    cell.checkAlive();
  }

  @Override
  void wake(ProcessCell cell) {
    Wait wait = cell.wait;
    if (wait != null && isOver(cell, wait)) {
      makeReady(cell);
    }
  }

  private void wakeIf(ProcessCell cell, Wait wait) {
    if (cell.wait == wait) {
      makeReady(cell);
    }
  }

  private boolean isOver(ProcessCell cell, Wait wait) {
    return cell.exited != null
        || wait.isOver()
        || (wait.deadline() != null && !wait.deadline().isAfter(now));
  }

  private void makeReady(ProcessCell cell) {
    cell.wait = null;
    ready.add(cell);
  }

  @Override
  void delivered(ProcessCell cell) {
    wake(cell);
  }

  @Override
  void handled(ProcessCell cell) {}

  @Override
  Alarm alarm(Instant at, Runnable action) {
    TimedAction alarm = add(at, true, action);
    return () -> remove(alarm);
  }

  private TimedAction add(Instant at, boolean isWork, Runnable action) {
    TimedAction alarm = new TimedAction(at, alarmNumber++, isWork, action);
    alarms.add(alarm);
    if (isWork) {
      work++;
    }
    return alarm;
  }

  private void remove(TimedAction alarm) {
    if (alarms.remove(alarm) && alarm.work()) {
      work--;
    }
  }

  @Override
  void open(Port port) {
    ports.add(port);
  }

  @Override
  <T> T outside(ProcessCell cell, Callable<T> call) throws Exception {
    outside++;
    cell.outside = true;
    running = null;
    step();
    try {
      return call.call();
    } finally {
      synchronized (lock) {
        arrivals.add(() -> {
          outside--;
          cell.outside = false;
          makeReady(cell);
        });
        takeIdleBaton();
      }
      holdUp(cell);
      cell.checkAlive();
    }
  }

  @Override
  void ended(ProcessCell cell) {
    running = null;
    step();
  }

  // The baton.

  /** Gives the baton to whoever is next and waits to get it back. */
  private void pass(ProcessCell cell) {
    running = null;
    step();
    holdUp(cell);
  }

  private void holdUp(ProcessCell cell) {
    while (running != cell) {
      Thread.interrupted(); // a kill interrupts, and interrupted threads do not park
      LockSupport.park(this);
    }
  }

  private void run(ProcessCell cell) {
    running = cell;
    if (cell.thread.getState() == Thread.State.NEW) {
      cell.thread.start();
    } else {
      if (Thread.currentThread() != cell.thread) {
        cell.unpark();
      }
    }
  }

  /** Does what comes next until a process has the baton, or nobody needs it. */
  private void step() {
    ProcessCell next;
    do {
      next = next();
    } while (next == null && !rest());
    if (next != null) {
      run(next);
    }
  }

  /** Lays the baton down unless something arrived from outside just now. */
  private boolean rest() {
    synchronized (lock) {
      if (!arrivals.isEmpty()) {
        return false;
      }
      batonTaken = false;
      return true;
    }
  }

  private void takeIdleBaton() {
    if (!batonTaken && !spectators.isEmpty()) {
      batonTaken = true;
      Thread.ofVirtual().name("baton").start(this::step);
    }
  }

  /** A process to run; none when the world has to, or may, stand still. */
  private @Nullable ProcessCell next() {
    while (true) {
      if (!anybodyWatching()) {
        Runnable arrival = arrivals.poll();
        if (arrival == null) {
          return null;
        }
        arrival.run();
        continue;
      }
      List<Port> readable = readablePorts();
      if (!ready.isEmpty() || !readable.isEmpty()) {
        int index = choice.pick(candidates(readable));
        if (index < ready.size()) {
          return ready.remove(index);
        }
        readable.get(index - ready.size()).transfer();
        continue;
      }
      Runnable arrival = arrivals.poll();
      if (arrival != null) {
        arrival.run();
        continue;
      }
      if (outside > 0) {
        return null;
      }
      ringNext();
    }
  }

  private List<Pid> candidates(List<Port> readable) {
    List<Pid> processes = Lists.transform(ready, cell -> cell.pid);
    return readable.isEmpty()
        ? processes
        : ImmutableList.<Pid>builder()
            .addAll(processes)
            .addAll(Lists.transform(readable, port -> port.owner.pid))
            .build();
  }

  private List<Port> readablePorts() {
    if (ports.isEmpty()) {
      return List.of();
    }
    ports.removeIf(port -> !port.open());
    return ports.stream().filter(port -> port.driver.pending()).toList();
  }

  /** Lets those go who have seen what they waited for. */
  private boolean anybodyWatching() {
    synchronized (lock) {
      for (Iterator<Spectator> each = spectators.iterator(); each.hasNext(); ) {
        Spectator spectator = each.next();
        if (spectator.until.getAsBoolean()) {
          each.remove();
          spectator.release();
        }
      }
      return !spectators.isEmpty();
    }
  }

  /** Jumps to the next alarm if anybody waits for it; those who wait in vain are let go. */
  private void ringNext() {
    TimedAction next = alarms.isEmpty() ? null : alarms.first();
    synchronized (lock) {
      for (Iterator<Spectator> each = spectators.iterator(); each.hasNext(); ) {
        Spectator spectator = each.next();
        if (next == null || waitsInVain(spectator, next)) {
          each.remove();
          spectator.release();
        }
      }
      if (spectators.isEmpty() || next == null) {
        return;
      }
    }
    remove(next);
    if (next.at().isAfter(now)) {
      now = next.at();
    }
    next.action().run();
  }

  private boolean waitsInVain(Spectator spectator, TimedAction next) {
    return (spectator.settles && work == 0)
        || (spectator.horizon != null && next.at().isAfter(spectator.horizon));
  }

  // What threads outside do.

  @Override
  <T> T enter(Supplier<T> action) {
    if (holdsBaton()) {
      return action.get();
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable arrival =
        () -> {
          try {
            result.complete(action.get());
          } catch (Exception | Error e) {
            result.completeExceptionally(e);
          }
        };
    synchronized (lock) {
      if (batonTaken) {
        arrivals.add(arrival);
      } else {
        arrival.run();
        takeIdleBaton();
      }
    }
    return result.join();
  }

  private boolean holdsBaton() {
    ProcessCell cell = running;
    return cell != null && cell.thread == Thread.currentThread();
  }

  @Override
  boolean runUntil(BooleanSupplier condition, Duration timeout) {
    watch(new Spectator(condition, false, now.plus(timeout)));
    return condition.getAsBoolean();
  }

  @Override
  void settle() {
    watch(new Spectator(() -> false, true, null));
  }

  @Override
  void advance(Duration duration) {
    Instant target = now.plus(duration);
    watch(new Spectator(() -> false, false, target));
    if (now.isBefore(target)) {
      now = target;
    }
    settle();
  }

  private void watch(Spectator spectator) {
    boolean mine;
    synchronized (lock) {
      mine = !batonTaken;
      if (mine) {
        batonTaken = true;
        spectators.add(spectator);
      } else {
        arrivals.add(() -> spectators.add(spectator));
      }
    }
    if (mine) {
      running = null;
      step();
    }
    while (!spectator.released) {
      LockSupport.park(spectator);
    }
  }

  @Override
  void close() {
    settle();
  }
}
