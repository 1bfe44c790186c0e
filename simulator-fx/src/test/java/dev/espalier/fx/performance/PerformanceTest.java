package dev.espalier.fx.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.testfx.util.WaitForAsyncUtils.waitFor;

import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.play.Schedule;
import dev.espalier.trace.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

class PerformanceTest {
  private static final Path LIBRARY = Path.of("../scenarios/library");

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "crash", "transfer", "idle"})
  void theSameScenarioAndSeedGiveTheSameRecordingAsWithoutAWindow(String name) throws Exception {
    Scenario scenario = ScenarioReader.read(LIBRARY.resolve(name));
    PlaySettings settings = PlaySettings.DEFAULT.withSeed(Schedule.RANDOM, 7);

    try (Performance performance = Performance.begin(Course.of(scenario), settings);
        Play play = Play.begin(scenario, settings, _ -> {})) {
      scenario.steps().forEach(_ -> performance.playNext());
      while (!play.isOver()) {
        play.next();
      }
      rest(performance);

      assertThat(written(performance.recording().orElseThrow()))
          .isEqualTo(written(play.recording()));
    }
  }

  private static void rest(Performance performance) throws TimeoutException {
    waitFor(60, TimeUnit.SECONDS, performance::isIdle);
  }

  private static String written(Recording recording) throws IOException {
    StringBuilder text = new StringBuilder();
    recording.write(text);
    return text.toString();
  }

  @Test
  void whatIsDoneByHandIsPlayedBetweenTheScenariosSteps() throws Exception {
    Scenario scenario = ScenarioReader.read(LIBRARY.resolve("counter"));
    Step carol =
        new Step.Open(Place.BY_HAND, "carol", "carol", "/", JsonNodeFactory.instance.objectNode());
    try (Performance performance = Performance.begin(Course.of(scenario), PlaySettings.DEFAULT)) {
      performance.playNext();
      performance.act(carol);
      performance.playNext();
      rest(performance);

      assertThat(performance.take().orElseThrow())
          .satisfies(step -> assertThat(step.byHand()).isFalse());
      assertThat(performance.take().orElseThrow()).extracting(PlayedStep::step).isEqualTo(carol);
      assertThat(performance.take().orElseThrow())
          .satisfies(step -> assertThat(step.byHand()).isFalse());
      assertThat(performance.take()).isEmpty();
      assertThat(performance.scenario().orElseThrow().steps())
          .hasSize(scenario.steps().size() + 1)
          .element(1)
          .isEqualTo(carol);
    }
  }

  @Test
  void whyItCannotBeginIsTold() throws Exception {
    Performance.Source wrong =
        () -> {
          throw new ScenarioException(Place.of("mine.yaml"), "the title is missing");
        };
    try (Performance performance = Performance.begin(wrong, PlaySettings.DEFAULT)) {
      rest(performance);

      assertThat(performance.problem()).isEqualTo("mine.yaml: the title is missing");
      assertThat(performance.recording()).isEmpty();
    }
  }
}
