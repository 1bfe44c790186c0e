package dev.espalier.scenario.export;

import com.google.common.collect.ImmutableSortedSet;
import dev.espalier.otp.Address;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.TraceEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which event could have led to which (Lamport, Time, Clocks, and the Ordering of Events in a
 * Distributed System, 1978): an event comes after what its process did before, after its cause,
 * after the start of its process, and after the replies that its process has waited for.
 */
final class CausalOrder {
  /** Stands for whoever acts from outside the node: the scenario. */
  static final Pid OUTSIDE = new Pid(0);

  private final Map<Pid, Long> last = new HashMap<>();
  private final Map<Pid, Set<Long>> awaited = new HashMap<>();

  private CausalOrder() {}

  /** Tells, in order, each event and the numbers of those that come right before it. */
  static void walk(
      List<TraceEvent> events, BiConsumer<TraceEvent, ImmutableSortedSet<Long>> teller) {
    CausalOrder order = new CausalOrder();
    for (TraceEvent event : events) {
      teller.accept(event, order.before(event));
      order.note(event);
    }
  }

  private ImmutableSortedSet<Long> before(TraceEvent event) {
    Set<Long> before = new HashSet<>();
    if (event.cause() > 0) {
      before.add(event.cause());
    }
    Pid line = line(event);
    if (line != null) {
      if (last.containsKey(line)) {
        before.add(last.get(line));
      }
      before.addAll(awaited.getOrDefault(line, Set.of()));
    }
    return ImmutableSortedSet.copyOf(before);
  }

  private void note(TraceEvent event) {
    Pid line = line(event);
    if (line != null) {
      last.put(line, event.number());
      awaited.remove(line);
    }
    switch (event.event()) {
      case ProcessEvent.Spawned(Pid pid, _, _, _) -> await(pid, event);
      case ProcessEvent.Sent(_, Pid to, ProcessEvent.Kind kind, _)
          when kind == ProcessEvent.Kind.REPLY ->
          await(to, event);
      default -> {}
    }
  }

  private void await(Pid pid, TraceEvent event) {
    awaited.computeIfAbsent(pid, _ -> new HashSet<>()).add(event.number());
  }

  /** The process an event is one of; none for what the runtime sends in the course of another. */
  static @Nullable Pid line(TraceEvent event) {
    return switch (event.event()) {
      case ProcessEvent.Spawned(_, Pid parent, _, _) -> outsideIfNone(parent, event);
      case ProcessEvent.Sent(Pid from, _, _, _) -> outsideIfNone(from, event);
      case ProcessEvent.Dropped(Pid from, Address _, _, _) -> outsideIfNone(from, event);
      case ProcessEvent.Noted(Pid pid, _) -> outsideIfNone(pid, event);
      case ProcessEvent.Started started -> started.pid();
      case ProcessEvent.Received received -> received.pid();
      case ProcessEvent.Handled handled -> handled.pid();
      case ProcessEvent.Suspended suspended -> suspended.pid();
      case ProcessEvent.Resumed resumed -> resumed.pid();
      case ProcessEvent.TimerSet set -> set.pid();
      case ProcessEvent.TimerFired fired -> fired.pid();
      case ProcessEvent.TimerCancelled cancelled -> cancelled.pid();
      case ProcessEvent.Exited exited -> exited.pid();
      case ProcessEvent.Joined joined -> joined.pid();
      case ProcessEvent.Left left -> left.pid();
      case ProcessEvent.Linked linked -> linked.pid();
      case ProcessEvent.Monitoring monitoring -> monitoring.pid();
      case ProcessEvent.Demonitored demonitored -> demonitored.pid();
    };
  }

  private static @Nullable Pid outsideIfNone(@Nullable Pid pid, TraceEvent event) {
    return pid != null ? pid : event.cause() == 0 ? OUTSIDE : null;
  }
}
