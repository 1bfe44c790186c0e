package dev.espalier.fx.timeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.otp.Group;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.TraceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tree as event after event changes it. */
final class Replay {
  private final Lives lives;

  /** All that live; those that changed since the last moment as they were then. */
  private Processes processes;

  private final Map<Pid, Living> changed = new HashMap<>();
  private int restarts;
  private long number;

  /**
   * @param lives of all processes of the events to come
   */
  Replay(Moment from, Lives lives) {
    this.lives = lives;
    processes = from.processes();
    restarts = from.restarts();
    number = from.number();
  }

  long number() {
    return number;
  }

  Moment moment() {
    for (Living each : changed.values()) {
      processes = processes.with(each.now());
    }
    changed.clear();
    return new Moment(number, processes, restarts);
  }

  /** A process that lives. */
  @Nullable ProcessAt process(@Nullable Pid pid) {
    Living process = changed.get(pid);
    return process == null ? processes.get(pid) : process.now();
  }

  void apply(TraceEvent event) {
    number = event.number();
    switch (event.event()) {
      case ProcessEvent.Spawned(Pid pid, _, _, _) -> {
        Life life = lives.of(pid);
        if (life != null) {
          processes = processes.with(ProcessAt.born(life));
          restarts += life.restarts();
        }
      }
      case ProcessEvent.Exited(Pid pid, _) -> exit(pid);
      case ProcessEvent.Started(Pid pid, Object state) -> {
        Living process = living(pid);
        if (process != null) {
          process.become(state, process.handling);
        }
      }
      case ProcessEvent.Sent(_, Pid to, ProcessEvent.Kind kind, _) -> {
        Living process = kind == ProcessEvent.Kind.REPLY ? null : living(to);
        if (process != null) {
          process.queue(event.number());
        }
      }
      case ProcessEvent.Received(Pid pid, long message) -> {
        Living process = living(pid);
        if (process != null) {
          process.take(message);
        }
      }
      case ProcessEvent.Handled(Pid pid, _, Object state) -> {
        Living process = living(pid);
        if (process != null) {
          process.become(state, 0);
        }
      }
      case ProcessEvent.Joined(Pid pid, Group group) -> {
        Living process = living(pid);
        if (process != null) {
          process.join(group);
        }
      }
      case ProcessEvent.Left(Pid pid, Group group) -> {
        Living process = living(pid);
        if (process != null) {
          process.leave(group);
        }
      }
      case ProcessEvent.Linked(Pid pid, Pid other) -> {
        link(pid, other);
        link(other, pid);
      }
      case ProcessEvent.Monitoring(Pid pid, Pid other) -> {
        Living process = living(pid);
        if (process != null) {
          process.monitor(other);
        }
      }
      case ProcessEvent.Demonitored(Pid pid, Pid other) -> {
        Living process = living(pid);
        if (process != null) {
          process.demonitor(other);
        }
      }
      case ProcessEvent.Suspended(Pid pid) -> suspend(pid, true);
      case ProcessEvent.Resumed(Pid pid) -> suspend(pid, false);
      case ProcessEvent.TimerSet(Pid pid, _, _) -> {
        Living process = living(pid);
        if (process != null) {
          process.set(event.number());
        }
      }
      case ProcessEvent.TimerFired(Pid pid, long timer) -> end(pid, timer);
      case ProcessEvent.TimerCancelled(Pid pid, long timer) -> end(pid, timer);
      case ProcessEvent.Dropped _, ProcessEvent.Noted _ -> {}
    }
  }

  private void suspend(Pid pid, boolean whether) {
    Living process = living(pid);
    if (process != null) {
      process.suspended = whether;
    }
  }

  private void end(Pid pid, long timer) {
    Living process = living(pid);
    if (process != null) {
      process.end(timer);
    }
  }

  private @Nullable Living living(Pid pid) {
    Living known = changed.get(pid);
    if (known != null) {
      return known;
    }
    ProcessAt process = processes.get(pid);
    if (process == null) {
      return null;
    }
    Living living = new Living(process);
    changed.put(pid, living);
    return living;
  }

  private void link(Pid pid, Pid other) {
    Living process = living(pid);
    if (process != null) {
      process.link(other);
    }
  }

  private void exit(Pid pid) {
    ProcessAt process = processes.get(pid);
    if (process != null) {
      restarts -= process.restarts();
      processes = processes.without(pid);
      changed.remove(pid);
    }
  }

  /** A process that changes. What it has is copied only before it does. */
  private static final class Living {
    private final ProcessAt before;
    private Set<Group> groups;
    private Set<Pid> links;
    private Set<Pid> monitors;
    private final List<Long> timers;
    private @Nullable Deque<Long> mailbox;
    private boolean suspended;
    private long handling;
    private @Nullable Object state;

    Living(ProcessAt process) {
      before = process;
      groups = process.groups();
      links = process.links();
      monitors = process.monitors();
      timers = new ArrayList<>(process.timers());
      suspended = process.suspended();
      handling = process.handling();
      state = process.state();
    }

    void join(Group group) {
      groups = changeable(groups);
      groups.add(group);
    }

    void leave(Group group) {
      groups = changeable(groups);
      groups.remove(group);
    }

    void link(Pid other) {
      links = changeable(links);
      links.add(other);
    }

    void monitor(Pid other) {
      monitors = changeable(monitors);
      monitors.add(other);
    }

    void demonitor(Pid other) {
      monitors = changeable(monitors);
      monitors.remove(other);
    }

    void set(long timer) {
      timers.add(timer);
    }

    void end(long timer) {
      timers.remove(timer);
    }

    private static <E> Set<E> changeable(Set<E> elements) {
      return elements instanceof ImmutableSet ? new LinkedHashSet<>(elements) : elements;
    }

    private Deque<Long> mailbox() {
      Deque<Long> messages = mailbox;
      if (messages == null) {
        messages = new ArrayDeque<>(before.mailbox());
        mailbox = messages;
      }
      return messages;
    }

    void become(Object newState, long nowHandling) {
      state = newState;
      handling = nowHandling;
    }

    void queue(long message) {
      mailbox().add(message);
    }

    void take(long message) {
      handling = message;
      Deque<Long> messages = mailbox();
      if (!messages.isEmpty() && messages.peek() == message) {
        messages.remove();
      } else {
        messages.remove(message);
      }
    }

    ProcessAt now() {
      return new ProcessAt(
          before.pid(),
          before.kind(),
          before.name(),
          before.parent(),
          ImmutableSet.copyOf(groups),
          ImmutableSet.copyOf(links),
          ImmutableSet.copyOf(monitors),
          mailbox == null ? before.mailbox() : ImmutableList.copyOf(mailbox),
          handling,
          before.restarts(),
          suspended,
          ImmutableList.copyOf(timers),
          state);
    }
  }
}
