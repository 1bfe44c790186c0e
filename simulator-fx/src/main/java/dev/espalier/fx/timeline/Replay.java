package dev.espalier.fx.timeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.TraceEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tree as event after event changes it. */
final class Replay {

  /** What a process is started again as. */
  record Seat(@Nullable Pid parent, String kind, @Nullable Name name) {}

  /**
   * Where a replay can begin.
   *
   * @param failures how often whoever had a seat failed
   */
  record Keyframe(Moment moment, ImmutableMap<Seat, Integer> failures) {
    static final Keyframe FIRST = new Keyframe(Moment.NOTHING, ImmutableMap.of());
  }

  private final Map<Pid, Living> processes = new LinkedHashMap<>();
  private final Map<Seat, Integer> failures;
  private long number;

  Replay(Keyframe from) {
    number = from.moment().number();
    failures = new HashMap<>(from.failures());
    from.moment().processes().forEach((pid, process) -> processes.put(pid, new Living(process)));
  }

  long number() {
    return number;
  }

  int living() {
    return processes.size();
  }

  Keyframe keyframe() {
    return new Keyframe(moment(), ImmutableMap.copyOf(failures));
  }

  Moment moment() {
    ImmutableMap.Builder<Pid, ProcessAt> now =
        ImmutableMap.builderWithExpectedSize(processes.size());
    processes.forEach((pid, process) -> now.put(pid, process.now()));
    return new Moment(number, now.buildOrThrow());
  }

  /** A process that lives. */
  @Nullable ProcessAt process(Pid pid) {
    Living process = processes.get(pid);
    return process == null ? null : process.now();
  }

  void apply(TraceEvent event) {
    number = event.number();
    switch (event.event()) {
      case ProcessEvent.Spawned(Pid pid, Pid parent, String kind, Name name) -> {
        int failed = failures.getOrDefault(new Seat(parent, kind, name), 0);
        processes.put(pid, new Living(born(pid, parent, kind, name, failed)));
      }
      case ProcessEvent.Exited(Pid pid, ExitReason reason) -> exit(pid, reason);
      case ProcessEvent.Started(Pid pid, Object state) -> {
        Living process = processes.get(pid);
        if (process != null) {
          process.become(state, process.handling);
        }
      }
      case ProcessEvent.Sent(_, Pid to, ProcessEvent.Kind kind, _) -> {
        Living process = processes.get(to);
        if (process != null && kind != ProcessEvent.Kind.REPLY) {
          process.queue(event.number());
        }
      }
      case ProcessEvent.Received(Pid pid, long message) -> {
        Living process = processes.get(pid);
        if (process != null) {
          process.take(message);
        }
      }
      case ProcessEvent.Handled(Pid pid, _, Object state) -> {
        Living process = processes.get(pid);
        if (process != null) {
          process.become(state, 0);
        }
      }
      case ProcessEvent.Joined(Pid pid, Group group) -> {
        Living process = processes.get(pid);
        if (process != null) {
          process.join(group);
        }
      }
      case ProcessEvent.Left(Pid pid, Group group) -> {
        Living process = processes.get(pid);
        if (process != null) {
          process.leave(group);
        }
      }
      case ProcessEvent.Linked(Pid pid, Pid other) -> {
        link(pid, other);
        link(other, pid);
      }
      case ProcessEvent.Monitoring(Pid pid, Pid other) -> {
        Living process = processes.get(pid);
        if (process != null) {
          process.monitor(other);
        }
      }
      case ProcessEvent.Suspended _,
          ProcessEvent.Resumed _,
          ProcessEvent.TimerSet _,
          ProcessEvent.TimerFired _,
          ProcessEvent.TimerCancelled _,
          ProcessEvent.Demonitored _,
          ProcessEvent.Dropped _,
          ProcessEvent.Noted _ -> {}
    }
  }

  private static ProcessAt born(
      Pid pid, @Nullable Pid parent, String kind, @Nullable Name name, int restarts) {
    ImmutableSet<Pid> links = parent == null ? ImmutableSet.of() : ImmutableSet.of(parent);
    return new ProcessAt(
        pid,
        kind,
        name,
        parent,
        ImmutableSet.of(),
        links,
        ImmutableSet.of(),
        ImmutableList.of(),
        0,
        restarts,
        null);
  }

  private void link(Pid pid, Pid other) {
    Living process = processes.get(pid);
    if (process != null) {
      process.link(other);
    }
  }

  private void exit(Pid pid, ExitReason reason) {
    Living process = processes.remove(pid);
    if (process == null) {
      return;
    }
    ProcessAt last = process.now();
    if (last.name() != null && reason.isAbnormal()) {
      failures.put(new Seat(last.parent(), last.kind(), last.name()), last.restarts() + 1);
    }
  }

  /**
   * A process that changes, and what it was when it was last asked for. Most processes do not
   * change between two moments, so that what they have is copied only before it does.
   */
  private static final class Living {
    private @Nullable ProcessAt frozen;
    private final ProcessAt born;
    private Set<Group> groups;
    private Set<Pid> links;
    private Set<Pid> monitors;
    private @Nullable Deque<Long> mailbox;
    private long handling;
    private @Nullable Object state;

    Living(ProcessAt process) {
      frozen = process;
      born = process;
      groups = process.groups();
      links = process.links();
      monitors = process.monitors();
      handling = process.handling();
      state = process.state();
    }

    void join(Group group) {
      frozen = null;
      groups = changeable(groups);
      groups.add(group);
    }

    void leave(Group group) {
      frozen = null;
      groups = changeable(groups);
      groups.remove(group);
    }

    void link(Pid other) {
      frozen = null;
      links = changeable(links);
      links.add(other);
    }

    void monitor(Pid other) {
      frozen = null;
      monitors = changeable(monitors);
      monitors.add(other);
    }

    private static <E> Set<E> changeable(Set<E> elements) {
      return elements instanceof ImmutableSet ? new LinkedHashSet<>(elements) : elements;
    }

    private Deque<Long> mailbox() {
      Deque<Long> messages = mailbox;
      if (messages == null) {
        messages = new ArrayDeque<>(born.mailbox());
        mailbox = messages;
      }
      return messages;
    }

    void become(Object newState, long nowHandling) {
      frozen = null;
      state = newState;
      handling = nowHandling;
    }

    void queue(long message) {
      frozen = null;
      mailbox().add(message);
    }

    void take(long message) {
      frozen = null;
      handling = message;
      Deque<Long> messages = mailbox();
      if (!messages.isEmpty() && messages.peek() == message) {
        messages.remove();
      } else {
        messages.remove(message);
      }
    }

    ProcessAt now() {
      ProcessAt now = frozen;
      if (now == null) {
        now =
            new ProcessAt(
                born.pid(),
                born.kind(),
                born.name(),
                born.parent(),
                ImmutableSet.copyOf(groups),
                ImmutableSet.copyOf(links),
                ImmutableSet.copyOf(monitors),
                mailbox == null ? born.mailbox() : ImmutableList.copyOf(mailbox),
                handling,
                born.restarts(),
                state);
        frozen = now;
      }
      return now;
    }
  }
}
