package dev.espalier.fx.lives;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.Address;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.TraceEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has lived in a timeline, and what came of each of its messages. Every event is looked at
 * once, when {@link #follow} is told of it; for one thread alone, as its timeline is.
 */
public final class Lives {
  private static final int FIRST_CAPACITY = 1024;

  private final Timeline timeline;
  private final Map<Pid, Chronicle> chronicles = new HashMap<>();
  private final Map<Address, List<Pid>> bearers = new HashMap<>();
  private long followed;

  /** By the number of an event: the first and the last one it caused, and the next of its cause. */
  private int[] firstEffects = new int[FIRST_CAPACITY];

  private int[] lastEffects = new int[FIRST_CAPACITY];
  private int[] nextEffects = new int[FIRST_CAPACITY];

  private static final class Chronicle {
    private Life life;
    private final Numbers states = new Numbers();

    Chronicle(Life life) {
      this.life = life;
    }
  }

  public Lives(Timeline timeline) {
    this.timeline = timeline;
  }

  public Timeline timeline() {
    return timeline;
  }

  @SuppressWarnings("ReferenceEquality") // timelines have no other identity
  public boolean isOf(Timeline other) {
    return timeline == other;
  }

  /** Takes in what the timeline has taken in since. */
  public void follow() {
    makeRoom();
    while (followed < timeline.end()) {
      followed++;
      timeline.event(followed).ifPresent(this::take);
    }
  }

  private void makeRoom() {
    if (timeline.end() >= firstEffects.length) {
      int room = Math.toIntExact(timeline.end() + timeline.end() / 2);
      firstEffects = Arrays.copyOf(firstEffects, room);
      lastEffects = Arrays.copyOf(lastEffects, room);
      nextEffects = Arrays.copyOf(nextEffects, room);
    }
  }

  private void take(TraceEvent event) {
    int number = Math.toIntExact(event.number());
    int cause = Math.toIntExact(event.cause());
    if (cause > 0) {
      if (firstEffects[cause] == 0) {
        firstEffects[cause] = number;
      } else {
        nextEffects[lastEffects[cause]] = number;
      }
      lastEffects[cause] = number;
    }
    switch (event.event()) {
      case ProcessEvent.Spawned(Pid pid, Pid parent, String kind, Name name) -> {
        Life life = new Life(pid, kind, name, parent, number, 0, null);
        chronicles.put(pid, new Chronicle(life));
        bearers.computeIfAbsent(life.identity(), _ -> new ArrayList<>(1)).add(pid);
      }
      case ProcessEvent.Started(Pid pid, _) -> stateOf(pid, number);
      case ProcessEvent.Handled(Pid pid, _, _) -> stateOf(pid, number);
      case ProcessEvent.Exited(Pid pid, ExitReason reason) -> {
        Chronicle chronicle = chronicles.get(pid);
        if (chronicle != null) {
          Life life = chronicle.life;
          chronicle.life =
              new Life(
                  pid, life.kind(), life.name(), life.parent(), life.spawned(), number, reason);
        }
      }
      default -> {}
    }
  }

  private void stateOf(Pid pid, long number) {
    Chronicle chronicle = chronicles.get(pid);
    if (chronicle != null) {
      chronicle.states.add(number);
    }
  }

  public Optional<Life> life(Pid pid) {
    return Optional.ofNullable(chronicles.get(pid)).map(chronicle -> chronicle.life);
  }

  /** Everyone who had a name so far, the oldest first; for a pid the one process. */
  public ImmutableList<Life> lives(Address identity) {
    return bearers.getOrDefault(identity, List.of()).stream()
        .flatMap(pid -> life(pid).stream())
        .collect(ImmutableList.toImmutableList());
  }

  /** The events that a process had a new state after, up to an event; the latest first. */
  public ImmutableList<TraceEvent> states(Pid pid, long until, int most) {
    Chronicle chronicle = chronicles.get(pid);
    if (chronicle == null) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<TraceEvent> states = ImmutableList.builder();
    int upTo = chronicle.states.upTo(until);
    for (int i = upTo - 1; i >= Math.max(0, upTo - most); i--) {
      timeline.event(chronicle.states.get(i)).ifPresent(states::add);
    }
    return states.build();
  }

  /** The state after one of the events that {@link #states} gives. */
  public static @Nullable Object state(TraceEvent event) {
    return switch (event.event()) {
      case ProcessEvent.Started(_, Object state) -> state;
      case ProcessEvent.Handled(_, _, Object state) -> state;
      default -> null;
    };
  }

  /** What an event led to, directly, in order. */
  public ImmutableList<TraceEvent> effects(long number) {
    ImmutableList.Builder<TraceEvent> effects = ImmutableList.builder();
    if (number > 0 && number <= followed) {
      for (int each = firstEffects[(int) number]; each > 0; each = nextEffects[each]) {
        timeline.event(each).ifPresent(effects::add);
      }
    }
    return effects.build();
  }

  /** What led to an event: its cause, that one's cause, and so on to what came from outside. */
  public ImmutableList<TraceEvent> causes(long number) {
    ImmutableList.Builder<TraceEvent> causes = ImmutableList.builder();
    Optional<TraceEvent> event = timeline.event(number);
    while (event.isPresent() && event.get().cause() > 0) {
      event = timeline.event(event.get().cause());
      event.ifPresent(causes::add);
    }
    return causes.build();
  }
}
