package dev.espalier.fx.viewing;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.performance.Performance;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.trace.Recording;
import java.util.Optional;

/** A performance as far as it has been taken in; for one thread alone. */
public final class Run {
  /** So many events are taken in at a pulse, which takes a few milliseconds. */
  private static final int EVENTS_A_PULSE = 20_000;

  private final Performance performance;
  private final String title;
  private Timeline timeline = new Timeline(new Recording());
  private Labels labels = Labels.PLAIN;
  private boolean hasBegun;
  private boolean isUpToDate;

  /**
   * @param title what tells it from other runs of the same scenario
   */
  public Run(Performance performance, String title) {
    this.performance = performance;
    this.title = title;
  }

  public Performance performance() {
    return performance;
  }

  public String title() {
    return title;
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

  /** The scenario's steps that are still to be played; none after it failed. */
  public ImmutableList<Step> upcoming() {
    if (performance.isOver() && isUpToDate) {
      return ImmutableList.of();
    }
    long done = timeline.steps().stream().filter(step -> !step.byHand()).count();
    return performance.scenario().map(Scenario::steps).orElse(ImmutableList.of()).stream()
        .skip(done)
        .collect(ImmutableList.toImmutableList());
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
