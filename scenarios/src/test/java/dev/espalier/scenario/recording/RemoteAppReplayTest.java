package dev.espalier.scenario.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.play.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteAppReplayTest {
  private static final String STEPS =
      """
      title: Counters over HTTP
      app: URL
      steps:
        - open: alice
        - open: bob
        - click: "+"
          below: "All: 0"
          in: alice
        - fail: view counter
          with: no paper
        - click: "+"
          below: "Mine: 0"
          in: bob
        - expect: {errors: {bob: [{message: "view counter: no paper"}]}}
        - heal: app
        - kill: UIBuilder
          of: alice
        - click: "+"
          below: "All: 1"
          in: bob
        - expect:
            ui: {alice: ["Mine: 0", "All: 2"], bob: ["Mine: 1", "All: 2"]}
      """;

  @TempDir Path folder;

  /** Records a run against an app that is gone afterwards. */
  private Path recorded(PlaySettings settings) throws Exception {
    Path file = folder.resolve("run.jsonl");
    try (CountersOverHttp app = CountersOverHttp.start()) {
      Path written = folder.resolve("scenario.yaml");
      Files.writeString(written, STEPS.replace("URL", app.url()));
      Scenario scenario = ScenarioReader.read(written);
      try (Play play = Play.begin(scenario, settings, _ -> {})) {
        while (!play.isOver()) {
          PlayedStep step = play.next();
          assertThat(step.outcome()).as("%s", step).isEqualTo(new Outcome.Done());
        }
        RecordingFile.write(file, play.course(), settings, play.recording());
      }
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({"FIFO, 1", "FIFO, 2", "RANDOM, 3", "RANDOM, 4", "PCT, 5"})
  void aRunWithAnAppElsewhereIsPlayedAgainToTheByteWithoutIt(Schedule schedule, long seed)
      throws Exception {
    RecordingFile file =
        RecordingFile.read(recorded(PlaySettings.DEFAULT.withSeed(schedule, seed)));
    try (Replay replay = Replay.of(file, _ -> {})) {
      assertThat(replay.departure()).isEmpty();
      assertThat(replay.play().recording().size()).isEqualTo(file.size());
      assertThat(replay.play().hasFailed()).isFalse();
    }
  }

  @Test
  void anAnswerThatTheRecordingDoesNotHoldIsWhereTheRunDeparts() throws Exception {
    RecordingFile file = RecordingFile.read(recorded(PlaySettings.DEFAULT));
    RecordingFile shorter =
        new RecordingFile(
            file.path(),
            file.version(),
            file.course(),
            file.settings(),
            file.events().subList(0, file.size() / 2));
    try (Replay replay = Replay.of(shorter, _ -> {})) {
      assertThat(replay.departure().orElseThrow().difference().number())
          .isEqualTo(shorter.size() + 1L);
    }
  }
}
