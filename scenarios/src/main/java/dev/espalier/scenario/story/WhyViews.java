package dev.espalier.scenario.story;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.collect.Multisets;
import dev.espalier.environment.QueryKey;
import dev.espalier.environment.WidgetKey;
import dev.espalier.environment.WidgetServer;
import dev.espalier.environment.WidgetServer.Drawn;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.trace.TraceEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Ws that a UIBuilder asked for a UI, and whether they asked the app. */
final class WhyViews {
  /** More are told together. */
  private static final int TOLD_ONE_BY_ONE = 4;

  private final WhyLog log;
  private final Wording wording;

  WhyViews(WhyLog log, Wording wording) {
    this.log = log;
    this.wording = wording;
  }

  /** A W that was asked for its view, by which message. */
  record Asked(long number, Pid widget) {}

  /**
   * Those asked in one build.
   *
   * @param sent the message with which the UIBuilder sent what came of it
   */
  ImmutableList<Asked> asked(TraceEvent sent) {
    return log.between(sent.cause(), sent.number())
        .filter(event -> event.cause() == sent.cause())
        .flatMap(event ->
            event.event() instanceof Sent(_, Pid widget, _, WidgetServer.FetchView _)
                ? Stream.of(new Asked(event.number(), widget))
                : Stream.empty())
        .collect(ImmutableList.toImmutableList());
  }

  ImmutableList<Cause> of(ImmutableList<Asked> asked, long until) {
    if (asked.size() <= TOLD_ONE_BY_ONE) {
      return asked.stream()
          .map(each -> cause(each, until))
          .collect(ImmutableList.toImmutableList());
    }
    Multiset<String> views = LinkedHashMultiset.create();
    asked.forEach(each -> key(each, until).ifPresent(key -> views.add(key.view())));
    String names =
        Multisets.copyHighestCountFirst(views).entrySet().stream()
            .map(each ->
                each.getCount() == 1
                    ? each.getElement()
                    : "%s ×%d".formatted(each.getElement(), each.getCount()))
            .collect(joining(", "));
    return ImmutableList.of(
        new Cause(
            asked.getFirst().number(),
            "W",
            "%d Ws".formatted(asked.size()),
            wording.shortened(names)));
  }

  private Cause cause(Asked asked, long until) {
    Optional<TraceEvent> handled = log.handled(asked.number(), until);
    String words = "W " + key(asked, until).map(key -> words(key, wording)).orElse("that is gone");
    return new Cause(asked.number(), "W", words, came(asked, handled, until));
  }

  /** E.g. {@code counter {user: "global"}}. */
  static String words(WidgetKey key, Wording wording) {
    QueryKey query = key.query();
    return query == null ? key.view() : WhyChange.words(key.view(), query.filter(), wording);
  }

  private Optional<WidgetKey> key(Asked asked, long until) {
    return log.state(asked.widget(), until)
        .flatMap(state ->
            state instanceof WidgetServer.State widget
                ? Optional.of(widget.key())
                : Optional.empty());
  }

  /** What came of it, and how long it took when time passed. */
  private String came(Asked asked, Optional<TraceEvent> handled, long until) {
    Optional<String> failure = failure(asked, until);
    if (failure.isPresent()) {
      return "failed: " + failure.get();
    }
    if (handled.isEmpty()) {
      return "no answer";
    }
    TraceEvent done = handled.get();
    Drawn before = drawn(log.state(asked.widget(), done.number()));
    Drawn after = drawn(log.state(asked.widget(), done.number() + 1));
    Duration took = Duration.between(log.at(asked.number()).at(), done.at());
    String time = took.isZero() ? "" : ", " + Sentences.of(took);
    if (before == null) {
      return "asked for the first time" + time;
    }
    return isSame(before, after) ? "drawn already" : "view asked again" + time;
  }

  private Optional<String> failure(Asked asked, long until) {
    return log.between(asked.number(), until)
        .filter(event -> event.cause() == asked.number())
        .flatMap(event ->
            event.event() instanceof Sent(_, _, _, WidgetServer.Answer.Failed failed)
                ? Stream.of(failed.message())
                : Stream.empty())
        .findFirst();
  }

  private static @Nullable Drawn drawn(Optional<Object> state) {
    return state.orElse(null) instanceof WidgetServer.State widget ? widget.drawn() : null;
  }

  @SuppressWarnings("ReferenceEquality") // a drawing that stays is the same instance
  private static boolean isSame(Drawn before, @Nullable Drawn after) {
    return before == after;
  }
}
