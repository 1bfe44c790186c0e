package dev.espalier.scenario.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {
  @TempDir Path folder;

  private Path recorded(Scenario scenario, PlaySettings settings) throws Exception {
    Path file = folder.resolve("run.jsonl");
    try (Play play = Play.begin(scenario, settings, _ -> {})) {
      while (!play.isOver()) {
        play.next();
      }
      RecordingFile.write(file, play.course(), settings, play.recording());
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "counter, FIFO, 1", "counter, RANDOM, 7", "counter, PCT, 7",
    "todo, FIFO, 1", "todo, RANDOM, 8", "todo, PCT, 8",
    "crash, FIFO, 1", "crash, RANDOM, 9", "crash, PCT, 9",
    "transfer, FIFO, 1", "transfer, RANDOM, 10", "transfer, PCT, 10",
    "idle, FIFO, 1", "idle, RANDOM, 11", "idle, PCT, 11",
  })
  void aRecordingIsPlayedAgainToTheByte(String name, Schedule schedule, long seed)
      throws Exception {
    Scenario scenario = ScenarioReader.read(Path.of("library", name));
    PlaySettings settings = PlaySettings.DEFAULT.withSeed(schedule, seed);
    Path path = recorded(scenario, settings);
    RecordingFile file = RecordingFile.read(path);
    assertThat(file.course().scenario()).isEqualTo(scenario);
    assertThat(file.settings()).isEqualTo(settings);
    try (Replay replay = Replay.of(file, _ -> {})) {
      assertThat(replay.departure()).isEmpty();
      assertThat(replay.play().recording().size()).isEqualTo(file.events().size());
      Path again = folder.resolve("again.jsonl");
      RecordingFile.write(again, replay.play().course(), settings, replay.play().recording());
      assertThat(Files.mismatch(path, again)).isEqualTo(-1);
    }
  }
}
