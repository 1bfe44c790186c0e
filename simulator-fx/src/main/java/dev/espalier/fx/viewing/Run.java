package dev.espalier.fx.viewing;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.performance.Performance;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.trace.Recording;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A performance as far as it has been taken in; for one thread alone. */
public final class Run {
  /** So many events are taken in at a pulse, which takes a few milliseconds. */
  private static final int EVENTS_A_PULSE = 20_000;

  private final Performance performance;
  private final String title;
  private final @Nullable Departure departure;
  private Timeline timeline = new Timeline(new Recording());
  private Labels labels = Labels.PLAIN;
  private boolean hasBegun;
  private boolean isUpToDate;

  /**
   * Where a run left another.
   *
   * @param at the last event they have in common
   * @param act what was done then
   */
  public record Departure(Run from, long at, Step act) {}

  /**
   * @param title what tells it from other runs of the same scenario
   * @param departure none for the first run
   */
  Run(Performance performance, String title, @Nullable Departure departure) {
    this.performance = performance;
    this.title = title;
    this.departure = departure;
  }

  public Performance performance() {
    return performance;
  }

  public String title() {
    return title;
  }

  public Optional<Departure> departure() {
    return Optional.ofNullable(departure);
  }

  public Timeline timeline() {
    return timeline;
  }

  public Labels labels() {
    return labels;
  }

  /** Whether everything that was to be played has been played and taken in. */
  public boolean isUpToDate() {
    return isUpToDate;
  }

  /** The steps that are still to be played. */
  public ImmutableList<Step> upcoming() {
    return performance.upcoming(timeline.steps().size());
  }

  /** The app as it was loaded last; none until the scenario has been read. */
  public Optional<AppSource> app() {
    return timeline.steps().stream()
        .flatMap(played ->
            played.step() instanceof Step.Reload(_, AppSource app)
                    && played.outcome() instanceof Outcome.Done
                ? Stream.of(app)
                : Stream.of())
        .reduce((_, last) -> last)
        .or(() -> performance.scenario().map(Scenario::app));
  }

  /** Whether the last step that was played failed. */
  boolean hasFailed() {
    return !timeline.steps().isEmpty()
        && !(timeline.steps().getLast().outcome() instanceof Outcome.Done);
  }

  /** Takes in what was played since. */
  void follow() {
    boolean idle = performance.isIdle();
    if (!hasBegun) {
      performance
          .recording()
          .ifPresent(recording -> {
            timeline = new Timeline(recording);
            hasBegun = true;
          });
    }
    if (timeline.follow(EVENTS_A_PULSE)) {
      labels = newestLabels();
    }
    for (Optional<PlayedStep> step = performance.take();
        step.isPresent();
        step = performance.take()) {
      timeline.add(step.get());
    }
    isUpToDate = idle && performance.recording().map(Recording::size).orElse(0) == timeline.end();
  }

  /** Once the environment is known it stays so, even when it is gone. */
  private Labels newestLabels() {
    String environment =
        timeline.at(timeline.end()).processes().values().stream()
            .filter(process -> process.kind().equals("Environment.Supervisor"))
            .map(process -> process.name() == null ? "" : process.name().key())
            .findFirst()
            .orElse(labels.environment());
    return new Labels(environment, performance.users());
  }
}
