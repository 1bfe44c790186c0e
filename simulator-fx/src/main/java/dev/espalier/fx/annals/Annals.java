package dev.espalier.fx.annals;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.timeline.EventNumbers;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.TraceEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The states that each process of a timeline has gone through, and what came of each of its events.
 * Every event is looked at once, when {@link #follow} is told of it; for one thread alone, as its
 * timeline is.
 */
public final class Annals {
  private static final int FIRST_CAPACITY = 1024;

  private final Timeline timeline;
  private final Map<Pid, EventNumbers> states = new HashMap<>();
  private long followed;

  /** By the number of an event: the first and the last one it caused, and the next of its cause. */
  private int[] firstEffects = new int[FIRST_CAPACITY];

  private int[] lastEffects = new int[FIRST_CAPACITY];
  private int[] nextEffects = new int[FIRST_CAPACITY];

  public Annals(Timeline timeline) {
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
      case ProcessEvent.Started(Pid pid, _) -> statesOf(pid).add(number);
      case ProcessEvent.Handled(Pid pid, _, _) -> statesOf(pid).add(number);
      default -> {}
    }
  }

  private EventNumbers statesOf(Pid pid) {
    return states.computeIfAbsent(pid, _ -> new EventNumbers());
  }

  /** The events that a process had a new state after, up to an event; the latest first. */
  public ImmutableList<TraceEvent> states(Pid pid, long until, int most) {
    EventNumbers numbers = states.get(pid);
    if (numbers == null) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<TraceEvent> found = ImmutableList.builder();
    int upTo = numbers.upTo(until);
    for (int i = upTo - 1; i >= Math.max(0, upTo - most); i--) {
      timeline.event(numbers.get(i)).ifPresent(found::add);
    }
    return found.build();
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
