package dev.espalier.fx.app;

import dev.espalier.environment.WidgetServer.Answer;
import dev.espalier.fx.timeline.EventNumbers;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent.Kind;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.session.ToClient;
import dev.espalier.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an app has failed in a timeline: what each W answered last, and the listeners that did not
 * end well. For one thread alone, as its timeline is.
 */
final class AppFailures {
  private final Timeline timeline;
  private final Map<Pid, Answers> answers = new HashMap<>();
  private final EventNumbers listeners = new EventNumbers();
  private long followed;

  private static final class Answers {
    private final EventNumbers since = new EventNumbers();

    /** Why there was no view; empty when there was. */
    private final List<String> failures = new ArrayList<>();
  }

  AppFailures(Timeline timeline) {
    this.timeline = timeline;
  }

  @SuppressWarnings("ReferenceEquality") // timelines have no other identity
  boolean isOf(Timeline other) {
    return timeline == other;
  }

  /** Takes in what the timeline has taken in since. */
  void follow() {
    while (followed < timeline.end()) {
      followed++;
      timeline.event(followed).ifPresent(this::take);
    }
  }

  private void take(TraceEvent event) {
    if (event.event() instanceof Sent(Pid from, _, Kind kind, Object message)) {
      if (from != null && kind == Kind.REPLY && message instanceof Answer answer) {
        Answers given = answers.computeIfAbsent(from, _ -> new Answers());
        given.since.add(event.number());
        given.failures.add(answer instanceof Answer.Failed failed ? failed.message() : "");
      } else if (message instanceof ToClient.Ran(_, ToClient.Problem problem) && problem != null) {
        listeners.add(event.number());
      }
    }
  }

  /** Why a W could not show its view when it was asked last, if it could not. */
  Optional<String> ofView(Pid widget, long at) {
    Answers given = answers.get(widget);
    int upTo = given == null ? 0 : given.since.upTo(at);
    return given == null || upTo == 0
        ? Optional.empty()
        : Optional.of(given.failures.get(upTo - 1)).filter(failure -> !failure.isEmpty());
  }

  /** The last failure of a listener after one moment up to another. */
  Optional<String> ofListener(long since, long at) {
    int upTo = listeners.upTo(at);
    return upTo == listeners.upTo(since)
        ? Optional.empty()
        : timeline
            .message(listeners.get(upTo - 1))
            .map(sent -> (ToClient.Ran) sent.message())
            .map(ToClient.Ran::problem)
            .map(ToClient.Problem::message);
  }
}
