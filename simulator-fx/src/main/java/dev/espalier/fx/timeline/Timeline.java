package dev.espalier.fx.timeline;

import com.google.common.collect.ImmutableList;
import dev.espalier.environment.Change;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.trace.Recording;
import dev.espalier.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * A recording as it can be travelled in: the tree at any event of it. What was recorded so far is
 * taken in by {@link #follow}; for one thread alone.
 *
 * <p>Every so many events it keeps the moment; any other moment is replayed from the one before it.
 */
public final class Timeline implements Track {
  private static final int BETWEEN_KEPT = 4096;

  private final Recording recording;
  private final List<TraceEvent> events = new ArrayList<>();
  private final Lives lives = new Lives();
  private final EventNumbers sent = new EventNumbers();
  private final EventNumbers messages = new EventNumbers();
  private final EventNumbers changes = new EventNumbers();
  private final Map<Pid, EventNumbers> byProcess = new HashMap<>();
  private final List<Moment> kept = new ArrayList<>(List.of(Moment.NOTHING));
  private final Replay newest = new Replay(Moment.NOTHING, lives);
  private final EventNumbers stepEnds = new EventNumbers();
  private ImmutableList<PlayedStep> steps = ImmutableList.of();
  private Replay shown = new Replay(Moment.NOTHING, lives);
  private Moment moment = Moment.NOTHING;
  private @Nullable BsonTimestamp lastChange;
  private @Nullable Filming filming;

  public Timeline(Recording recording) {
    this.recording = recording;
  }

  /** Takes in what was recorded since, at most so many events; whether there was any. */
  public boolean follow(int most) {
    List<TraceEvent> arrived = recording.after(events.size(), most);
    for (TraceEvent event : arrived) {
      events.add(event);
      lives.read(event);
      index(event);
      newest.apply(event);
      if (newest.number() % BETWEEN_KEPT == 0) {
        kept.add(newest.moment());
      }
    }
    return !arrived.isEmpty();
  }

  private void index(TraceEvent event) {
    if (!(event.event() instanceof ProcessEvent.Sent(Pid from, Pid to, var kind, Object content))) {
      return;
    }
    long number = event.number();
    sent.add(number);
    if (kind != ProcessEvent.Kind.SIGNAL) {
      messages.add(number);
    }
    messagesOf(to).add(number);
    if (from != null && !from.equals(to)) {
      messagesOf(from).add(number);
    }
    BsonTimestamp change = Change.in(content).map(Change::time).orElse(null);
    if (change != null && !change.equals(lastChange)) {
      lastChange = change;
      changes.add(number);
    }
  }

  private EventNumbers messagesOf(Pid pid) {
    return byProcess.computeIfAbsent(pid, _ -> new EventNumbers());
  }

  /** Takes in the step that was played after the last one. */
  public void add(PlayedStep step) {
    steps = ImmutableList.<PlayedStep>builder().addAll(steps).add(step).build();
    stepEnds.add(step.after());
  }

  /** The steps played so far. */
  public ImmutableList<PlayedStep> steps() {
    return steps;
  }

  @Override
  public long end() {
    return events.size();
  }

  /** Every process there has been so far. */
  public Lives lives() {
    return lives;
  }

  /** The messages and signals so far. */
  public EventNumbers sent() {
    return sent;
  }

  /** The messages so far, without signals. */
  public EventNumbers messages() {
    return messages;
  }

  /** The messages with which the changes of databases so far began to go through the tree. */
  public EventNumbers changes() {
    return changes;
  }

  /** The tree after an event; the nearest moment there is when there is no such event. */
  public Moment at(long number) {
    long wanted = Math.clamp(number, 0, end());
    if (wanted == end()) {
      return newest.moment();
    }
    if (wanted != moment.number()) {
      if (shown.number() > wanted || shown.number() < wanted - BETWEEN_KEPT) {
        shown = new Replay(keptBefore(wanted), lives);
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

  /** The last moment kept that is not after an event. */
  private Moment keptBefore(long number) {
    return kept.get((int) (number / BETWEEN_KEPT));
  }

  /** An event; none before the first and after the last. */
  public Optional<TraceEvent> event(long number) {
    return number < 1 || number > end()
        ? Optional.empty()
        : Optional.of(events.get((int) number - 1));
  }

  /** The message or signal with this number; none when the event is something else. */
  public Optional<ProcessEvent.Sent> message(long number) {
    return event(number)
        .flatMap(event ->
            event.event() instanceof ProcessEvent.Sent sent ? Optional.of(sent) : Optional.empty());
  }

  /** The last messages and signals from or to a process up to an event, the latest first. */
  public ImmutableList<TraceEvent> messages(Pid pid, long number, int most) {
    EventNumbers own = byProcess.getOrDefault(pid, new EventNumbers());
    ImmutableList.Builder<TraceEvent> found = ImmutableList.builder();
    int last = own.upTo(number) - 1;
    for (int i = last; i >= 0 && i > last - most; i--) {
      found.add(events.get((int) own.get(i) - 1));
    }
    return found.build();
  }

  /** Who was last cast, and how far the stretch was read. */
  private record Filming(long after, Replay replay, Casting casting) {}

  /**
   * Everyone who lives at any time between two events. The same instance as before when it is asked
   * again for a stretch that has only grown, and nobody has come in it.
   */
  public Cast cast(long after, long until) {
    Filming now = filming;
    if (now == null || now.after() != after || now.replay().number() > until) {
      Replay replay = new Replay(keptBefore(Math.clamp(after, 0, end())), lives);
      replay(replay, after);
      now = new Filming(after, replay, new Casting(replay.moment().processes().values()));
      filming = now;
    }
    while (now.replay().number() < Math.min(until, end())) {
      TraceEvent next = events.get((int) now.replay().number());
      now.replay().apply(next);
      now.casting().read(next, now.replay());
    }
    return now.casting().cast();
  }

  /** How many steps have ended at an event. */
  public int stepsEnded(long number) {
    return stepEnds.upTo(number);
  }

  @Override
  public long messageAfter(long number) {
    int next = messages.upTo(number);
    return next == messages.size() ? end() : messages.get(next);
  }

  @Override
  public long messageBefore(long number) {
    return messages.last(number - 1);
  }

  @Override
  public long stepAfter(long number) {
    int ended = stepsEnded(number);
    return ended == stepEnds.size() ? end() : stepEnds.get(ended);
  }

  @Override
  public long stepBefore(long number) {
    return stepEnds.last(number - 1);
  }
}
