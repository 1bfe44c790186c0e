package dev.espalier.otp;

import dev.espalier.otp.ProcessEvent.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the runtime knows of one process. Links, monitors, groups and timers are guarded by the
 * {@link Registry}; {@code cause} and {@code awaiting} are written by the process's own thread.
 */
final class ProcessCell {

  /**
   * A message in a mailbox.
   *
   * @param number of its {@link ProcessEvent.Sent} event, 0 when nobody observes
   */
  record Envelope(long number, Kind kind, Object message, @Nullable From from) {}

  /** Unwinds the thread of a process that has exited; never seen outside the runtime. */
  static final class Unwind extends Error {
    Unwind() {
      super("process has exited", null, false, false);
    }
  }

  final Pid pid;
  final String kind;
  final @Nullable Name name;
  final @Nullable ProcessCell parent;
  final Thread thread;
  final Queue<Envelope> mailbox = new ConcurrentLinkedQueue<>();
  final Set<ProcessCell> links = new LinkedHashSet<>();
  final Map<Signal.Monitor, ProcessCell> watchers = new LinkedHashMap<>();
  final Map<Signal.Monitor, ProcessCell> watched = new LinkedHashMap<>();
  final Set<Group> groups = new LinkedHashSet<>();
  final List<Port> ports = new ArrayList<>();
  final Set<MessageTimer> timers = new LinkedHashSet<>();

  volatile @Nullable ExitReason exited;
  volatile boolean trapsExits;
  volatile @Nullable Object state;
  volatile List<Pending<?>> awaiting = List.of();
  volatile boolean suspended;

  /** The number of the message being handled. */
  volatile long cause;

  /** What its thread waits for; the scheduler's own. */
  volatile @Nullable Wait wait;

  /** Whether its thread runs, or may run, outside the node's schedule. */
  volatile boolean outside;

  private final Set<ReplySlot> callers = new LinkedHashSet<>();

  ProcessCell(
      Pid pid, String kind, @Nullable Name name, @Nullable ProcessCell parent, Runnable body) {
    this.pid = pid;
    this.kind = kind;
    this.name = name;
    this.parent = parent;
    this.thread = Thread.ofVirtual().name(kind + pid).unstarted(body);
  }

  void unpark() {
    LockSupport.unpark(thread);
  }

  boolean hasMail() {
    return !suspended && !mailbox.isEmpty();
  }

  void checkAlive() {
    if (exited != null) {
      throw new Unwind();
    }
  }

  /** Has {@code slot} fail if this process exits first. */
  void awaitedBy(ReplySlot slot) {
    synchronized (callers) {
      callers.add(slot);
    }
    ExitReason reason = exited;
    if (reason != null) {
      slot.fail(reason);
    }
  }

  void answered(ReplySlot slot) {
    synchronized (callers) {
      callers.remove(slot);
    }
  }

  /** Those who wait for an answer that will not come now. */
  List<ReplySlot> takeCallers() {
    synchronized (callers) {
      List<ReplySlot> waiting = List.copyOf(callers);
      callers.clear();
      return waiting;
    }
  }

  /** What can be seen of it. */
  ProcessInfo info() {
    return new ProcessInfo(
        pid,
        kind,
        name,
        parent == null ? null : parent.pid,
        List.copyOf(groups),
        pids(links),
        pids(watched.values()),
        mailbox.size(),
        suspended,
        state);
  }

  private static List<Pid> pids(Collection<ProcessCell> cells) {
    return cells.stream().map(cell -> cell.pid).sorted().toList();
  }

  String describe() {
    return (name == null ? kind : name.toString()) + " " + pid;
  }

  @Override
  public String toString() {
    return describe();
  }
}
