package dev.espalier.otp;

import dev.espalier.otp.ProcessCell.Envelope;
import dev.espalier.otp.ProcessEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
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
  private final SplittableRandom random;
  private final boolean simulated;

  /** Guards who there is: processes, names, groups, links, monitors. */
  private final ReentrantLock structure = new ReentrantLock();

  private final Map<Pid, ProcessCell> processes = new TreeMap<>();
  private final Map<Name, ProcessCell> names = new HashMap<>();
  private final Map<Group, TreeMap<Pid, ProcessCell>> groups = new HashMap<>();
  private final WaitGraph waits = new WaitGraph();
  private final Object observing = new Object();
  private long lastEvent;
  private long lastPid;
  private long lastMonitor;

  private Node(Scheduler scheduler, boolean simulated, long seed, @Nullable Observer observer) {
    this.scheduler = scheduler;
    this.simulated = simulated;
    this.random = new SplittableRandom(seed);
    this.observer = observer;
  }

  /** A node whose processes run at the same time, on the real clock. */
  public static Node live(long seed, @Nullable Observer observer) {
    return new Node(new LiveScheduler(), false, seed, observer);
  }

  /** A node whose processes run one at a time in the order of {@code choice}, on its own clock. */
  public static Node simulated(
      Choice choice, Instant start, long seed, @Nullable Observer observer) {
    return new Node(new SimulatedScheduler(choice, start), true, seed, observer);
  }

  public boolean isSimulated() {
    return simulated;
  }

  public InstantSource clock() {
    return scheduler::now;
  }

  /** A UUID out of the node's seed. */
  public UUID newUuid() {
    synchronized (random) {
      long high = (random.nextLong() & ~0xF000L) | 0x4000L;
      long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
      return new UUID(high, low);
    }
  }

  /** Bytes out of the node's seed. */
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
    Pending<R> pending = scheduler.enter(() -> request(0, null, to, request, slot));
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
    enter(() -> send(0, null, to, Kind.CAST, message, null));
  }

  public void send(Address to, Object message) {
    enter(() -> send(0, null, to, Kind.INFO, message, null));
  }

  /** Sends an exit signal, as a linked process would that exits with {@code reason}. */
  public void exit(Pid pid, ExitReason reason) {
    enter(() -> {
      ProcessCell cell = find(pid);
      if (cell != null) {
        exitSignal(cell, reason, null);
      }
    });
  }

  /** Has a process handle no more messages until it is resumed. */
  public void suspend(Pid pid, boolean suspended) {
    enter(() -> {
      ProcessCell cell = find(pid);
      if (cell != null) {
        cell.suspended = suspended;
        scheduler.wake(cell);
      }
    });
  }

  public void join(Group group, Pid pid) {
    enter(() -> {
      ProcessCell cell = find(pid);
      if (cell != null) {
        join(cell, group);
      }
    });
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
    structure.lock();
    try {
      ProcessCell cell = names.get(name);
      return cell == null ? null : cell.pid;
    } finally {
      structure.unlock();
    }
  }

  /** The members of a group, oldest first. */
  public List<Pid> members(Group group) {
    structure.lock();
    try {
      TreeMap<Pid, ProcessCell> members = groups.get(group);
      return members == null ? List.of() : List.copyOf(members.keySet());
    } finally {
      structure.unlock();
    }
  }

  public boolean isMember(Group group, Pid pid) {
    structure.lock();
    try {
      TreeMap<Pid, ProcessCell> members = groups.get(group);
      return members != null && members.containsKey(pid);
    } finally {
      structure.unlock();
    }
  }

  /** The groups a process is in, in the order in which it joined them; empty if it is not there. */
  public List<Group> groups(Pid pid) {
    structure.lock();
    try {
      ProcessCell cell = processes.get(pid);
      return cell == null ? List.of() : List.copyOf(cell.groups);
    } finally {
      structure.unlock();
    }
  }

  /** Every process, oldest first. */
  public List<ProcessInfo> processes() {
    structure.lock();
    try {
      return processes.values().stream()
          .map(cell ->
              new ProcessInfo(
                  cell.pid,
                  cell.kind,
                  cell.name,
                  cell.parent == null ? null : cell.parent.pid,
                  List.copyOf(cell.groups),
                  pids(cell.links),
                  pids(cell.watched.values()),
                  cell.mailbox.size(),
                  cell.suspended,
                  cell.state))
          .toList();
    } finally {
      structure.unlock();
    }
  }

  private static List<Pid> pids(Collection<ProcessCell> cells) {
    return cells.stream().map(cell -> cell.pid).sorted().toList();
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
    enter(() -> exited(processes.values(), ExitReason.killed()));
    scheduler.close();
  }

  // For processes and the runtime.

  Scheduler scheduler() {
    return scheduler;
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

  @Nullable ProcessCell find(Address address) {
    structure.lock();
    try {
      return switch (address) {
        case Pid pid -> processes.get(pid);
        case Name name -> names.get(name);
      };
    } finally {
      structure.unlock();
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
      server = spec.server().get();
    } catch (RuntimeException | Error e) {
      whenInitialised.initialised(new StartResult.Failed(ExitReason.of(e)));
      return null;
    }
    ProcessCell cell;
    structure.lock();
    try {
      if (parent != null) {
        parent.checkAlive();
      }
      Name name = spec.name();
      ProcessCell registered = name == null ? null : names.get(name);
      if (registered != null) {
        whenInitialised.initialised(new StartResult.AlreadyStarted(registered.pid));
        return null;
      }
      cell = newCell(parent, spec, server, whenInitialised);
      processes.put(cell.pid, cell);
      if (name != null) {
        names.put(name, cell);
      }
      if (parent != null) {
        parent.links.add(cell);
        cell.links.add(parent);
      }
      record(
          parent == null ? 0 : parent.cause,
          new ProcessEvent.Spawned(
              cell.pid, parent == null ? null : parent.pid, cell.kind, cell.name));
    } finally {
      structure.unlock();
    }
    scheduler.start(cell);
    return cell.pid;
  }

  /** A process is ready. Whoever is told so is told before it can exit, or else not at all. */
  void started(ProcessCell cell, Object state, InitListener whenInitialised) {
    structure.lock();
    try {
      cell.checkAlive();
      cell.state = state;
      record(cell.cause, new ProcessEvent.Started(cell.pid, state));
      whenInitialised.initialised(new StartResult.Started(cell.pid));
    } finally {
      structure.unlock();
    }
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

  void send(
      long cause,
      @Nullable ProcessCell from,
      Address to,
      Kind kind,
      Object message,
      @Nullable From replyTo) {
    ProcessCell target = find(to);
    if (target == null) {
      record(cause, new ProcessEvent.Dropped(from == null ? null : from.pid, to, kind, message));
    } else {
      deliver(cause, from, target, kind, message, replyTo);
    }
  }

  void deliver(
      long cause, @Nullable ProcessCell from, ProcessCell target, Kind kind, Object message) {
    deliver(cause, from, target, kind, message, null);
  }

  private void deliver(
      long cause,
      @Nullable ProcessCell from,
      ProcessCell target,
      Kind kind,
      Object message,
      @Nullable From replyTo) {
    Pid sender = from == null ? null : from.pid;
    long number = record(cause, new ProcessEvent.Sent(sender, target.pid, kind, message));
    target.mailbox.add(new Envelope(number, kind, message, replyTo));
    scheduler.delivered(target);
    if (target.exited != null) {
      discardMail(target);
    }
  }

  private void discardMail(ProcessCell cell) {
    while (cell.mailbox.poll() != null) {
      scheduler.handled(cell);
    }
  }

  <R> Pending<R> request(
      long cause, @Nullable ProcessCell from, Address to, Request<R> request, ReplySlot slot) {
    ProcessCell target = find(to);
    Pending<R> pending = new Pending<>(waits.nextRequest(), from, to, target, request, slot);
    if (target == null) {
      record(
          cause, new ProcessEvent.Dropped(from == null ? null : from.pid, to, Kind.CALL, request));
      slot.fail(ExitReason.noProcess());
    } else {
      target.awaitedBy(slot);
      deliver(cause, from, target, Kind.CALL, request, new From(from, slot));
    }
    return pending;
  }

  void reply(ProcessCell from, From to, @Nullable Object value) {
    from.answered(to.slot());
    ReplySlot.Outcome outcome = to.slot().outcome();
    if (outcome == null) {
      Pid caller = to.pid();
      if (caller != null) {
        record(
            from.cause,
            new ProcessEvent.Sent(from.pid, caller, Kind.REPLY, value == null ? "null" : value));
      }
      to.slot().fill(value);
    } else {
      Pid caller = to.pid();
      if (caller != null) {
        record(
            from.cause,
            new ProcessEvent.Dropped(from.pid, caller, Kind.REPLY, value == null ? "null" : value));
      }
    }
  }

  void join(ProcessCell cell, Group group) {
    structure.lock();
    try {
      if (cell.exited == null && cell.groups.add(group)) {
        groups.computeIfAbsent(group, _ -> new TreeMap<>()).put(cell.pid, cell);
        record(cell.cause, new ProcessEvent.Joined(cell.pid, group));
      }
    } finally {
      structure.unlock();
    }
  }

  void leave(ProcessCell cell, Group group) {
    structure.lock();
    try {
      if (cell.groups.remove(group)) {
        forget(cell, group);
      }
    } finally {
      structure.unlock();
    }
  }

  private void forget(ProcessCell cell, Group group) {
    TreeMap<Pid, ProcessCell> members = groups.get(group);
    if (members != null && members.remove(cell.pid) != null) {
      record(cell.cause, new ProcessEvent.Left(cell.pid, group));
      if (members.isEmpty()) {
        groups.remove(group);
      }
    }
  }

  void link(ProcessCell cell, Pid to) {
    ProcessCell other;
    structure.lock();
    try {
      cell.checkAlive();
      other = processes.get(to);
      if (other != null && other != cell && cell.links.add(other)) {
        other.links.add(cell);
        record(cell.cause, new ProcessEvent.Linked(cell.pid, to));
      }
    } finally {
      structure.unlock();
    }
    if (other == null) {
      linkedExit(cell, to, ExitReason.noProcess());
    }
  }

  void unlink(ProcessCell cell, Pid from) {
    structure.lock();
    try {
      cell.links.removeIf(other -> {
        boolean found = other.pid.equals(from);
        if (found) {
          other.links.remove(cell);
        }
        return found;
      });
    } finally {
      structure.unlock();
    }
  }

  Signal.Monitor monitor(ProcessCell cell, Address target) {
    structure.lock();
    try {
      cell.checkAlive();
      Signal.Monitor monitor = new Signal.Monitor(++lastMonitor);
      ProcessCell other = find(target);
      if (other == null) {
        Pid pid = target instanceof Pid known ? known : new Pid(0);
        deliver(
            cell.cause,
            null,
            cell,
            Kind.SIGNAL,
            new Signal.Down(monitor, pid, ExitReason.noProcess()));
      } else {
        other.watchers.put(monitor, cell);
        cell.watched.put(monitor, other);
        record(cell.cause, new ProcessEvent.Monitoring(cell.pid, other.pid));
      }
      return monitor;
    } finally {
      structure.unlock();
    }
  }

  void demonitor(ProcessCell cell, Signal.Monitor monitor) {
    structure.lock();
    try {
      ProcessCell other = cell.watched.remove(monitor);
      if (other != null) {
        other.watchers.remove(monitor);
      }
    } finally {
      structure.unlock();
    }
  }

  /** Opens a port; that of a process which has exited meanwhile is closed again. */
  void open(Port port) {
    boolean open;
    structure.lock();
    try {
      open = port.owner.exited == null && port.owner.ports.add(port);
    } finally {
      structure.unlock();
    }
    if (open) {
      scheduler.open(port);
    } else {
      port.close();
    }
  }

  /** An exit signal reaches a process: it exits, or is told if it traps exits. */
  void exitSignal(ProcessCell cell, ExitReason reason, @Nullable ProcessCell from) {
    if (reason instanceof ExitReason.Killed && from == null) {
      exited(cell, ExitReason.killed());
    } else if (cell.trapsExits) {
      Pid sender = from == null ? (cell.parent == null ? cell.pid : cell.parent.pid) : from.pid;
      deliver(
          from == null ? 0 : from.cause,
          from,
          cell,
          Kind.SIGNAL,
          new Signal.Exited(sender, reason));
    } else if (!(reason instanceof ExitReason.Normal)) {
      exited(cell, reason);
    }
  }

  private void linkedExit(ProcessCell cell, Pid from, ExitReason reason) {
    if (cell.trapsExits) {
      deliver(cell.cause, null, cell, Kind.SIGNAL, new Signal.Exited(from, reason));
    } else if (!(reason instanceof ExitReason.Normal)) {
      exited(cell, reason);
    }
  }

  private record Ending(ProcessCell cell, ExitReason reason) {}

  /**
   * Takes a process out of the node. All that its end means for others has reached their mailboxes
   * when this returns; nobody can find it gone before. Its ports are closed last, without the lock.
   */
  void exited(ProcessCell cell, ExitReason reason) {
    exited(List.of(cell), reason);
  }

  private void exited(Collection<ProcessCell> first, ExitReason reason) {
    List<Port> open = new ArrayList<>();
    structure.lock();
    try {
      Deque<Ending> endings = new ArrayDeque<>();
      first.forEach(cell -> endings.add(new Ending(cell, reason)));
      while (!endings.isEmpty()) {
        Ending ending = endings.poll();
        if (ending.cell().exited == null) {
          endings.addAll(end(ending.cell(), ending.reason()));
          open.addAll(ending.cell().ports);
        }
      }
    } finally {
      structure.unlock();
    }
    open.forEach(Port::close);
  }

  /** Returns those who exit with it. */
  private List<Ending> end(ProcessCell cell, ExitReason reason) {
    List<Ending> others = new ArrayList<>();
    cell.exited = reason;
    long event = record(cell.cause, new ProcessEvent.Exited(cell.pid, reason));
    remove(cell);
    for (ProcessCell linked : List.copyOf(cell.links)) {
      linked.links.remove(cell);
      if (linked.trapsExits) {
        deliver(event, cell, linked, Kind.SIGNAL, new Signal.Exited(cell.pid, reason));
      } else if (!(reason instanceof ExitReason.Normal)) {
        others.add(new Ending(linked, reason));
      }
    }
    cell.links.clear();
    new LinkedHashMap<>(cell.watchers)
        .forEach((monitor, watcher) -> {
          watcher.watched.remove(monitor);
          deliver(event, cell, watcher, Kind.SIGNAL, new Signal.Down(monitor, cell.pid, reason));
        });
    cell.watchers.clear();
    cell.takeCallers().forEach(slot -> slot.fail(reason));
    discardMail(cell);
    release(cell);
    return others;
  }

  private void remove(ProcessCell cell) {
    processes.remove(cell.pid);
    if (cell.name != null) {
      names.remove(cell.name, cell);
    }
    cell.groups.forEach(group -> forget(cell, group));
    cell.groups.clear();
    new LinkedHashMap<>(cell.watched).keySet().forEach(monitor -> demonitor(cell, monitor));
  }

  private void release(ProcessCell cell) {
    if (cell.thread != Thread.currentThread() && (!simulated || cell.outside)) {
      cell.thread.interrupt();
    }
    scheduler.wake(cell);
  }
}
