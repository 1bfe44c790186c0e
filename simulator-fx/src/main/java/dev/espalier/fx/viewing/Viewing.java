package dev.espalier.fx.viewing;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.performance.Performance;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.timeline.Player;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.Address;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.trace.Recording;
import dev.espalier.trace.TraceEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is watched, where in it one is, and what is selected: all that the views show. */
public final class Viewing {
  /** So many events are taken in at a pulse, which takes a few milliseconds. */
  private static final int EVENTS_A_PULSE = 20_000;

  private final Performance performance;
  private Timeline timeline = new Timeline(new Recording());
  private Player player = Player.FIRST.play();
  private Labels labels = Labels.PLAIN;
  private boolean begun;
  private @Nullable Address selected;

  public Viewing(Performance performance) {
    this.performance = performance;
  }

  public Scenario scenario() {
    return performance.scenario();
  }

  public Performance performance() {
    return performance;
  }

  public Timeline timeline() {
    return timeline;
  }

  public Player player() {
    return player;
  }

  public Labels labels() {
    return labels;
  }

  public Moment moment() {
    return timeline.at(player.at());
  }

  public @Nullable Address selected() {
    return selected;
  }

  public void select(@Nullable Address identity) {
    selected = identity;
  }

  /** The selected process, if it lives at this moment. */
  public Optional<ProcessAt> selectedProcess() {
    return moment().processes().values().stream()
        .filter(process -> process.identity().equals(selected))
        .findFirst();
  }

  public void move(UnaryOperator<Player> move) {
    player = move.apply(player);
  }

  /** Takes in what was played since, and lets time pass. */
  public void pulse(Duration passed) {
    boolean wasOver = performance.isOver();
    if (!begun) {
      performance
          .recording()
          .ifPresent(recording -> {
            timeline = new Timeline(recording);
            begun = true;
          });
    }
    boolean arrived = timeline.follow(EVENTS_A_PULSE);
    for (Optional<PlayedStep> step = performance.take();
        step.isPresent();
        step = performance.take()) {
      timeline.add(step.get());
    }
    if (arrived) {
      labels = newestLabels();
    }
    player = player.after(passed, timeline);
    if (wasOver && player.playing() && player.at() >= timeline.end() && player.progress() >= 1) {
      player = player.pause();
    }
  }

  /** Whether all that will ever be played has been taken in. */
  public boolean isComplete() {
    return performance.isOver()
        && performance.recording().map(Recording::size).orElse(0) == timeline.end();
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

  /** The step in which the moment is: the events after which it begins and with which it ends. */
  public Stretch stretch() {
    ImmutableList<PlayedStep> steps = timeline.steps();
    int step = timeline.stepsEnded(player.at() - 1);
    long before = step == 0 ? 0 : steps.get(step - 1).after();
    long after = step < steps.size() ? steps.get(step).after() : timeline.end();
    return new Stretch(step, before, after);
  }

  /**
   * @param step how many steps ended before it
   */
  public record Stretch(int step, long before, long after) {}

  /** The message that travels at this moment. */
  public Optional<ProcessEvent.Sent> travelling() {
    return timeline.message(player.at());
  }

  public Optional<TraceEvent> event() {
    return timeline.event(player.at());
  }
}
