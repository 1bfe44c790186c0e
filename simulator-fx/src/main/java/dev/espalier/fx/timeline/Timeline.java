package dev.espalier.fx.timeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.fx.timeline.Replay.Keyframe;
import dev.espalier.otp.Address;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.trace.Recording;
import dev.espalier.trace.TraceEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recording as it can be travelled in: the tree at any event of it. What was recorded so far is
 * taken in by {@link #follow}; for one thread alone.
 *
 * <p>Every so many events it keeps a keyframe; any other moment is replayed from the one before it.
 * The more processes live, the rarer keyframes are, so that they take no more memory than events.
 */
public final class Timeline implements Track {
  private static final int LEAST_BETWEEN_KEYFRAMES = 2048;

  private final Recording recording;
  private final List<TraceEvent> events = new ArrayList<>();
  private final List<PlayedStep> steps = new ArrayList<>();
  private final List<Keyframe> keyframes = new ArrayList<>(List.of(Keyframe.FIRST));
  private final Replay newest = new Replay(Keyframe.FIRST);
  private Replay shown = new Replay(Keyframe.FIRST);
  private Moment moment = Moment.NOTHING;

  public Timeline(Recording recording) {
    this.recording = recording;
  }

  /** Takes in what was recorded since, at most so many events; whether there was any. */
  public boolean follow(int most) {
    List<TraceEvent> arrived = recording.after(events.size());
    for (TraceEvent event : arrived.subList(0, Math.min(most, arrived.size()))) {
      events.add(event);
      newest.apply(event);
      if (newest.number() - keyframes.getLast().moment().number() >= keyframeDistance()) {
        keyframes.add(newest.keyframe());
      }
    }
    return !arrived.isEmpty();
  }

  private long keyframeDistance() {
    return Math.max(LEAST_BETWEEN_KEYFRAMES, newest.living());
  }

  /** Takes in the step that was played after the last one. */
  public void add(PlayedStep step) {
    steps.add(step);
  }

  /** The steps played so far. */
  public ImmutableList<PlayedStep> steps() {
    return ImmutableList.copyOf(steps);
  }

  @Override
  public long end() {
    return events.size();
  }

  /** The tree after an event; the nearest moment there is when there is no such event. */
  public Moment at(long number) {
    long wanted = Math.clamp(number, 0, end());
    if (wanted != moment.number()) {
      Keyframe from = keyframe(wanted);
      if (shown.number() > wanted || shown.number() < from.moment().number()) {
        shown = new Replay(from);
      }
      replay(shown, wanted);
      moment = shown.moment();
    }
    return moment;
  }

  private void replay(Replay replay, long until) {
    while (replay.number() < until) {
      replay.apply(events.get((int) replay.number()));
    }
  }

  /** The last keyframe that is not after an event. */
  private Keyframe keyframe(long number) {
    int low = 0;
    int high = keyframes.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (keyframes.get(middle).moment().number() <= number) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return keyframes.get(low);
  }

  /** An event; none before the first and after the last. */
  public Optional<TraceEvent> event(long number) {
    return number < 1 || number > end()
        ? Optional.empty()
        : Optional.of(events.get((int) number - 1));
  }

  /** The message with this number; none when the event is something else. */
  public Optional<ProcessEvent.Sent> message(long number) {
    return event(number)
        .flatMap(event ->
            event.event() instanceof ProcessEvent.Sent sent ? Optional.of(sent) : Optional.empty());
  }

  /** The last messages from or to a process up to an event, the latest first. */
  public ImmutableList<TraceEvent> messages(Pid pid, long number, int most) {
    ImmutableList.Builder<TraceEvent> found = ImmutableList.builder();
    int left = most;
    for (long each = Math.min(number, end()); each > 0 && left > 0; each--) {
      TraceEvent event = events.get((int) each - 1);
      if (event.event() instanceof ProcessEvent.Sent(Pid from, Pid to, _, _)
          && (to.equals(pid) || pid.equals(from))) {
        found.add(event);
        left--;
      }
    }
    return found.build();
  }

  /**
   * Everyone who lives at any time between two events, as it was last, one for each identity. What
   * is arranged by it keeps its place while processes come and go.
   */
  public ImmutableMap<Address, ProcessAt> cast(long after, long until) {
    Replay replay = new Replay(keyframe(Math.clamp(after, 0, end())));
    replay(replay, after);
    Map<Address, ProcessAt> cast = new LinkedHashMap<>();
    while (replay.number() < Math.min(until, end())) {
      TraceEvent next = events.get((int) replay.number());
      if (next.event() instanceof ProcessEvent.Exited(Pid pid, _)) {
        enter(cast, replay.process(pid));
      }
      replay.apply(next);
    }
    replay.moment().processes().values().forEach(process -> enter(cast, process));
    return ImmutableMap.copyOf(cast);
  }

  private static void enter(Map<Address, ProcessAt> cast, @Nullable ProcessAt process) {
    if (process != null) {
      cast.put(process.identity(), process);
    }
  }

  /** How many steps have ended at an event. */
  public int stepsEnded(long number) {
    int low = 0;
    int high = steps.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps.get(middle).after() <= number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public long messageAfter(long number) {
    long next = number + 1;
    while (next < end() && !isMessage(next)) {
      next++;
    }
    return Math.min(next, end());
  }

  @Override
  public long messageBefore(long number) {
    long previous = number - 1;
    while (previous > 0 && !isMessage(previous)) {
      previous--;
    }
    return Math.max(previous, 0);
  }

  private boolean isMessage(long number) {
    return events.get((int) number - 1).event() instanceof ProcessEvent.Sent(_, _, var kind, _)
        && kind != ProcessEvent.Kind.SIGNAL;
  }

  @Override
  public long stepAfter(long number) {
    int ended = stepsEnded(number);
    return ended == steps.size() ? end() : steps.get(ended).after();
  }

  @Override
  public long stepBefore(long number) {
    int ended = stepsEnded(number - 1);
    return ended > 0 ? steps.get(ended - 1).after() : 0;
  }
}
