package dev.espalier.fx.viewing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.testfx.util.WaitForAsyncUtils.waitFor;

import dev.espalier.fx.performance.Performance;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.PlaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

@SuppressWarnings("NullAway.Init") // set before each test
class ViewingTest {
  private static final Step CAROL =
      new Step.Open(Place.BY_HAND, "carol", "carol", "/", JsonNodeFactory.instance.objectNode());

  private Viewing viewing;

  @BeforeEach
  void open() throws ScenarioException, TimeoutException {
    Scenario counter = ScenarioReader.read(Path.of("../scenarios/library/counter"));
    viewing = new Viewing(Performance.begin(Course.of(counter), PlaySettings.DEFAULT));
    until(() -> viewing.run().isUpToDate());
  }

  @AfterEach
  void leave() {
    viewing.leave();
  }

  private void until(Callable<Boolean> condition) throws TimeoutException {
    waitFor(
        60,
        TimeUnit.SECONDS,
        () -> {
          viewing.pulse(Duration.ZERO);
          return condition.call();
        });
  }

  private void playToTheEnd() throws TimeoutException {
    viewing.toTheEnd();
    until(() -> viewing.run().upcoming().isEmpty() && isAtTheEnd());
  }

  private boolean isAtTheEnd() {
    return viewing.run().isUpToDate() && viewing.player().at() == viewing.timeline().end();
  }

  @Test
  void noStepIsPlayedBeforeTimeHasCome() throws TimeoutException {
    int steps = viewing.run().upcoming().size();
    assertThat(viewing.timeline().steps()).isEmpty();

    viewing.toTheBeginning();
    viewing.pulse(Duration.ofSeconds(1));
    assertThat(viewing.timeline().steps()).isEmpty();

    viewing.seek(Long.MAX_VALUE);
    viewing.nextStep();
    until(() -> viewing.timeline().steps().size() == 1);

    assertThat(viewing.run().upcoming()).hasSize(steps - 1);
  }

  @Test
  void playingPlaysStepAfterStepAndStopsAtTheEnd() throws TimeoutException {
    viewing.playOrPause();
    viewing.move(player -> player.withSpeed(100));

    waitFor(
        60,
        TimeUnit.SECONDS,
        () -> {
          viewing.pulse(Duration.ofSeconds(1));
          return !viewing.player().playing();
        });

    assertThat(viewing.run().upcoming()).isEmpty();
    assertThat(isAtTheEnd()).isTrue();
  }

  @Test
  void anActInThePresentIsAppendedAndInThePastForks() throws TimeoutException {
    playToTheEnd();
    assertThat(viewing.isInThePast()).isFalse();

    viewing.act(CAROL);
    until(() -> viewing.timeline().steps().getLast().byHand());
    assertThat(viewing.runs()).hasSize(1);

    viewing.seek(viewing.timeline().steps().get(2).after());
    assertThat(viewing.isInThePast()).isTrue();
    Run first = viewing.run();
    viewing.act(new Step.Wait(Place.BY_HAND, Duration.ofMillis(1)));

    assertThat(viewing.runs()).hasSize(2);
    assertThat(viewing.run().departure()).map(Run.Departure::from).contains(first);
    until(() -> viewing.run().isUpToDate() && !viewing.timeline().steps().isEmpty());
    assertThat(viewing.timeline().steps())
        .last()
        .satisfies(step -> assertThat(step.step()).isInstanceOf(Step.Wait.class));
    playToTheEnd();
    assertThat(viewing.sessions()).contains("carol");

    viewing.drop(viewing.run());
    assertThat(viewing.run()).isEqualTo(first);
  }

  @Test
  void watchingSomethingElseForgetsWhatWasSelected() throws TimeoutException {
    playToTheEnd();
    viewing.select(viewing.moment().processes().values().iterator().next().identity());

    viewing.watch(
        Performance.begin(
            () -> {
              throw new ScenarioException(Place.of("x.yaml"), "wrong");
            },
            PlaySettings.DEFAULT));
    until(() -> viewing.run().isUpToDate());

    assertThat(viewing.selected()).isNull();
    assertThat(viewing.timeline().end()).isZero();
    assertThat(viewing.performance().problem()).contains("wrong");
  }
}
