package dev.espalier.otp;

import dev.espalier.otp.ProcessEvent.Kind;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Holds processes, their names and their groups. Two nodes in one JVM share nothing.
 *
 * <p>Everything here may be called from any thread; what a process does as itself is on {@link
 * GenServer}. What it guarantees is written in docs/semantics.md.
 */
public final class Node implements AutoCloseable {

  private final Scheduler scheduler;
  private final @Nullable Observer observer;
  private final RandomGenerator random;
  private final boolean simulated;
  private final Substitution substitution;

  private final Registry registry = new Registry(this);
  private final Links links = new Links(this, registry);
  private final Mail mail = new Mail(this);
  private final WaitGraph waits = new WaitGraph();
  private final Object observing = new Object();
  private long lastEvent;
  private long lastPid;

  private Node(
      Scheduler scheduler,
      boolean simulated,
      RandomGenerator random,
      @Nullable Observer observer,
      Substitution substitution) {
    this.scheduler = scheduler;
    this.substitution = substitution;
    this.simulated = simulated;
    this.random = random;
    this.observer = observer;
  }

  /**
   * A node whose processes run at the same time, on the real clock. Nobody can guess its UUIDs and
   * bytes.
   */
  public static Node live(@Nullable Observer observer) {
    return live(new SecureRandom(), observer);
  }

  /** The same where it need not be safe: its UUIDs and bytes come out of a seed. */
  public static Node live(long seed, @Nullable Observer observer) {
    return live(new SplittableRandom(seed), observer);
  }

  private static Node live(RandomGenerator random, @Nullable Observer observer) {
    return new Node(new LiveScheduler(), false, random, observer, Substitution.none());
  }

  /** A node whose processes run one at a time in the order of {@code choice}, on its own clock. */
  public static Node simulated(
      Choice choice, Instant start, long seed, @Nullable Observer observer) {
    return simulated(choice, start, seed, observer, Substitution.none());
  }

  /** The same with other code in some processes. */
  public static Node simulated(
      Choice choice,
      Instant start,
      long seed,
      @Nullable Observer observer,
      Substitution substitution) {
    return new Node(
        new SimulatedScheduler(choice, start),
        true,
        new SplittableRandom(seed),
        observer,
        substitution);
  }

  public boolean isSimulated() {
    return simulated;
  }

  public InstantSource clock() {
    return scheduler::now;
  }

  /** A UUID out of the node's seed, if it has one. */
  public UUID newUuid() {
    synchronized (random) {
      long high = (random.nextLong() & ~0xF000L) | 0x4000L;
      long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
      return new UUID(high, low);
    }
  }

  /** Bytes out of the node's seed, if it has one. */
  public byte[] newBytes(int length) {
    byte[] bytes = new byte[length];
    synchronized (random) {
      random.nextBytes(bytes);
    }
    return bytes;
  }

  // For threads outside.

  /** Starts a process that is linked to nobody, and waits until it is initialised. */
  public StartResult start(ChildSpec spec) {
    ReplySlot slot = outsideSlot();
    scheduler.enter(() -> {
      spawn(null, spec, slot::fill);
      return true;
    });
    waitFor(slot, GenServer.INFINITY);
    return switch (slot.outcome()) {
      case ReplySlot.Outcome.Value(StartResult result) -> result;
      case null, default ->
          new StartResult.Failed(ExitReason.failure("no process could run to start it"));
    };
  }

  /**
   * Calls a process and waits for its reply.
   *
   * @throws CallFailed when none comes within {@code timeout}
   */
  public <R> R call(Address to, Request<R> request, Duration timeout) {
    ReplySlot slot = outsideSlot();
    Pending<R> pending = scheduler.enter(() -> mail.request(0, null, to, request, slot));
    waitFor(slot, timeout);
    if (!slot.isDone()) {
      pending.abandon();
      throw new CallFailed.TimedOut(to, request, timeout);
    }
    return pending.value();
  }

  public <R> R call(Address to, Request<R> request) {
    return call(to, request, GenServer.CALL_TIMEOUT);
  }

  private ReplySlot outsideSlot() {
    Thread caller = Thread.currentThread();
    return new ReplySlot(() -> LockSupport.unpark(caller));
  }

  private void waitFor(ReplySlot slot, Duration timeout) {
    boolean unlimited = timeout.equals(GenServer.INFINITY);
    scheduler.runUntil(slot::isDone, unlimited ? Duration.ofDays(36_500) : timeout);
  }

  public void cast(Address to, Object message) {
    enter(() -> mail.send(0, null, to, Kind.CAST, message, null));
  }

  public void send(Address to, Object message) {
    enter(() -> mail.send(0, null, to, Kind.INFO, message, null));
  }

  /** Sends an exit signal, as a linked process would that exits with {@code reason}. */
  public void exit(Pid pid, ExitReason reason) {
    enter(() -> {
      ProcessCell cell = registry.find(pid);
      if (cell != null) {
        links.exitSignal(cell, reason, null);
      }
    });
  }

  /** Has a process handle no more messages until it is resumed. */
  public void suspend(Pid pid, boolean suspended) {
    enter(() -> {
      ProcessCell cell = registry.find(pid);
      if (cell != null && cell.suspended != suspended) {
        cell.suspended = suspended;
        record(0, suspended ? new ProcessEvent.Suspended(pid) : new ProcessEvent.Resumed(pid));
        scheduler.wake(cell);
      }
    });
  }

  public void join(Group group, Pid pid) {
    enter(() -> {
      ProcessCell cell = registry.find(pid);
      if (cell != null) {
        registry.join(cell, group);
      }
    });
  }

  /** Changes something outside that processes use; simulated, while none of them runs. */
  public <T> T intervene(Supplier<T> action) {
    return scheduler.enter(action);
  }

  /** Tells the observer something that is not about a process. */
  public void note(Object note) {
    enter(() -> record(0, new ProcessEvent.Noted(null, note)));
  }

  private void enter(Runnable action) {
    scheduler.enter(() -> {
      action.run();
      return true;
    });
  }

  public @Nullable Pid whereis(Name name) {
    ProcessCell cell = registry.find(name);
    return cell == null ? null : cell.pid;
  }

  /** The members of a group, oldest first. */
  public List<Pid> members(Group group) {
    return registry.members(group);
  }

  public boolean isMember(Group group, Pid pid) {
    return registry.isMember(group, pid);
  }

  /** The groups a process is in, in the order in which it joined them; empty if it is not there. */
  public List<Group> groups(Pid pid) {
    return registry.groups(pid);
  }

  /** Every process, oldest first. */
  public List<ProcessInfo> processes() {
    return registry.describe();
  }

  /** Waits until nothing is under way: no message, no alarm, no unread port. */
  public void settle() {
    scheduler.settle();
  }

  /** Moves the clock on; what falls due on the way happens in order. */
  public void advance(Duration duration) {
    scheduler.advance(duration);
  }

  /**
   * Lets processes run until the condition holds.
   *
   * @return whether it does; if not, time is up or nothing can run any more
   */
  public boolean runUntil(BooleanSupplier condition, Duration timeout) {
    return scheduler.runUntil(condition, timeout);
  }

  /** Kills every process. */
  @Override
  public void close() {
    enter(() -> links.exited(registry.all(), ExitReason.killed()));
    scheduler.close();
  }

  // For processes and the runtime.

  Scheduler scheduler() {
    return scheduler;
  }

  Registry registry() {
    return registry;
  }

  Links links() {
    return links;
  }

  Mail mail() {
    return mail;
  }

  WaitGraph waits() {
    return waits;
  }

  /** Returns the event's number, 0 when nobody observes. */
  long record(long cause, ProcessEvent event) {
    if (observer == null) {
      return 0;
    }
    synchronized (observing) {
      observer.observe(++lastEvent, cause, scheduler.now(), event);
      return lastEvent;
    }
  }

  /**
   * Starts a process; {@code whenInitialised} is told what came of it, perhaps at once.
   *
   * @return the process that is being initialised, if there is one
   * @throws ProcessCell.Unwind when the parent has exited
   */
  @Nullable Pid spawn(@Nullable ProcessCell parent, ChildSpec spec, InitListener whenInitialised) {
    GenServer<?> server;
    try {
      server = substitution.server(spec);
    } catch (RuntimeException | Error e) {
      whenInitialised.initialised(new StartResult.Failed(ExitReason.of(e)));
      return null;
    }
    ProcessCell cell =
        registry.<@Nullable ProcessCell>atomically(
            () -> registered(parent, spec, server, whenInitialised));
    if (cell == null) {
      return null;
    }
    scheduler.start(cell);
    return cell.pid;
  }

  private @Nullable ProcessCell registered(
      @Nullable ProcessCell parent,
      ChildSpec spec,
      GenServer<?> server,
      InitListener whenInitialised) {
    if (parent != null) {
      parent.checkAlive();
    }
    Name name = spec.name();
    ProcessCell holder = name == null ? null : registry.find(name);
    if (holder != null) {
      whenInitialised.initialised(new StartResult.AlreadyStarted(holder.pid));
      return null;
    }
    ProcessCell cell = newCell(parent, spec, server, whenInitialised);
    registry.add(cell);
    if (parent != null) {
      parent.links.add(cell);
      cell.links.add(parent);
    }
    record(
        cell.cause,
        new ProcessEvent.Spawned(
            cell.pid, parent == null ? null : parent.pid, cell.kind, cell.name));
    return cell;
  }

  /** A process is ready. Whoever is told so is told before it can exit, or else not at all. */
  void started(ProcessCell cell, Object state, InitListener whenInitialised) {
    registry.atomically(() -> {
      cell.checkAlive();
      cell.state = state;
      record(cell.cause, new ProcessEvent.Started(cell.pid, state));
      whenInitialised.initialised(new StartResult.Started(cell.pid));
    });
  }

  /** Told once what came of a start. */
  @FunctionalInterface
  interface InitListener {
    void initialised(StartResult result);
  }

  private <S> ProcessCell newCell(
      @Nullable ProcessCell parent, ChildSpec spec, GenServer<S> server, InitListener listener) {
    Loop<S> loop = new Loop<>(this, server, listener);
    ProcessCell cell = new ProcessCell(new Pid(++lastPid), spec.kind(), spec.name(), parent, loop);
    cell.cause = parent == null ? 0 : parent.cause;
    server.begin(this, cell);
    return cell;
  }

  /** Has a process be sent a message later. */
  MessageTimer sendAfter(ProcessCell cell, Duration delay, Object message) {
    return registry.atomically(() -> {
      cell.checkAlive();
      MessageTimer timer = new MessageTimer(this, cell, scheduler.now().plus(delay), message);
      cell.timers.add(timer);
      return timer;
    });
  }

  /** Opens a port; that of a process which has exited meanwhile is closed again. */
  void open(Port port) {
    if (registry.atomically(() -> port.owner.exited == null && port.owner.ports.add(port))) {
      scheduler.open(port);
    } else {
      port.close();
    }
  }

  /** Lets the thread of a process that has exited go. */
  void release(ProcessCell cell) {
    if (cell.thread != Thread.currentThread() && (!simulated || cell.outside)) {
      cell.thread.interrupt();
    }
    scheduler.wake(cell);
  }
}
