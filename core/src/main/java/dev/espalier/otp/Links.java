package dev.espalier.otp;

import dev.espalier.otp.ProcessEvent.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Links and monitors: what the end of a process means for others. All that it means has reached
 * their mailboxes before anybody can find the process gone.
 */
final class Links {
  private final Node node;
  private final Registry registry;
  private long lastMonitor;

  Links(Node node, Registry registry) {
    this.node = node;
    this.registry = registry;
  }

  void link(ProcessCell cell, Pid to) {
    ProcessCell other =
        registry.<@Nullable ProcessCell>atomically(() -> {
          cell.checkAlive();
          ProcessCell found = registry.find(to);
          if (found != null && found != cell && cell.links.add(found)) {
            found.links.add(cell);
            node.record(cell.cause, new ProcessEvent.Linked(cell.pid, to));
          }
          return found;
        });
    if (other == null) {
      linkedToNobody(cell, to);
    }
  }

  private void linkedToNobody(ProcessCell cell, Pid to) {
    if (cell.trapsExits) {
      node.mail()
          .deliver(
              cell.cause, null, cell, Kind.SIGNAL, new Signal.Exited(to, ExitReason.noProcess()));
    } else {
      exited(cell, ExitReason.noProcess());
    }
  }

  void unlink(ProcessCell cell, Pid from) {
    registry.atomically(() -> {
      cell.links.removeIf(other -> {
        boolean found = other.pid.equals(from);
        if (found) {
          other.links.remove(cell);
        }
        return found;
      });
    });
  }

  Signal.Monitor monitor(ProcessCell cell, Address target) {
    return registry.atomically(() -> {
      cell.checkAlive();
      Signal.Monitor monitor = new Signal.Monitor(++lastMonitor);
      ProcessCell other = registry.find(target);
      if (other == null) {
        Pid pid = target instanceof Pid known ? known : new Pid(0);
        node.mail()
            .deliver(
                cell.cause,
                null,
                cell,
                Kind.SIGNAL,
                new Signal.Down(monitor, pid, ExitReason.noProcess()));
      } else {
        other.watchers.put(monitor, cell);
        cell.watched.put(monitor, other);
        node.record(cell.cause, new ProcessEvent.Monitoring(cell.pid, other.pid));
      }
      return monitor;
    });
  }

  void demonitor(ProcessCell cell, Signal.Monitor monitor) {
    registry.atomically(() -> {
      ProcessCell other = cell.watched.remove(monitor);
      if (other != null) {
        other.watchers.remove(monitor);
        node.record(cell.cause, new ProcessEvent.Demonitored(cell.pid, other.pid));
      }
    });
  }

  /** An exit signal reaches a process: it exits, or is told if it traps exits. */
  void exitSignal(ProcessCell cell, ExitReason reason, @Nullable ProcessCell from) {
    if (reason instanceof ExitReason.Killed && from == null) {
      exited(cell, ExitReason.killed());
    } else if (cell.trapsExits) {
      Pid sender = from == null ? (cell.parent == null ? cell.pid : cell.parent.pid) : from.pid;
      node.mail()
          .deliver(
              from == null ? 0 : from.cause,
              from,
              cell,
              Kind.SIGNAL,
              new Signal.Exited(sender, reason));
    } else if (!(reason instanceof ExitReason.Normal)) {
      exited(cell, reason);
    }
  }

  private record Ending(ProcessCell cell, ExitReason reason) {}

  /** Takes a process out of the node. Its ports are closed last, while nobody else has to wait. */
  void exited(ProcessCell cell, ExitReason reason) {
    exited(List.of(cell), reason);
  }

  void exited(Collection<ProcessCell> first, ExitReason reason) {
    List<Port> open = new ArrayList<>();
    registry.atomically(() -> {
      Deque<Ending> endings = new ArrayDeque<>();
      first.forEach(cell -> endings.add(new Ending(cell, reason)));
      while (!endings.isEmpty()) {
        Ending ending = endings.poll();
        if (ending.cell().exited == null) {
          endings.addAll(end(ending.cell(), ending.reason()));
          open.addAll(ending.cell().ports);
        }
      }
    });
    open.forEach(Port::close);
  }

  /** Returns those who exit with it. */
  private List<Ending> end(ProcessCell cell, ExitReason reason) {
    List<Ending> others = new ArrayList<>();
    cell.exited = reason;
    long event = node.record(cell.cause, new ProcessEvent.Exited(cell.pid, reason));
    registry.remove(cell);
    cell.watched.forEach((monitor, other) -> other.watchers.remove(monitor));
    cell.watched.clear();
    List.copyOf(cell.timers).forEach(timer -> timer.cancel(event));
    for (ProcessCell linked : List.copyOf(cell.links)) {
      linked.links.remove(cell);
      if (linked.trapsExits) {
        node.mail().deliver(event, cell, linked, Kind.SIGNAL, new Signal.Exited(cell.pid, reason));
      } else if (!(reason instanceof ExitReason.Normal)) {
        others.add(new Ending(linked, reason));
      }
    }
    cell.links.clear();
    Map<Signal.Monitor, ProcessCell> watchers = new LinkedHashMap<>(cell.watchers);
    watchers.forEach((monitor, watcher) -> {
      watcher.watched.remove(monitor);
      node.mail()
          .deliver(event, cell, watcher, Kind.SIGNAL, new Signal.Down(monitor, cell.pid, reason));
    });
    cell.watchers.clear();
    cell.takeCallers().forEach(slot -> slot.fail(reason));
    node.mail().discard(cell);
    node.release(cell);
    return others;
  }
}
