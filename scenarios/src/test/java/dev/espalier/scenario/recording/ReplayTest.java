package dev.espalier.scenario.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.play.Schedule;
import dev.espalier.scenario.story.FirstDifference;
import dev.espalier.trace.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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

  @Test
  void aRunOnRealTimeIsRefused() throws Exception {
    PlaySettings live = PlaySettings.DEFAULT.asLive();
    Path path = folder.resolve("live.jsonl");
    Course course = Course.of(ScenarioReader.read(Path.of("library", "counter")));
    RecordingFile.write(path, course, live, new Recording());
    RecordingFile file = RecordingFile.read(path);
    assertThatThrownBy(() -> Replay.of(file, _ -> {}))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            path
                + ":1: recorded with --live, where threads and time decide; record the scenario"
                + " without it");
  }

  @Test
  void theFirstEventThatIsNotTheRecordedOneIsToldWithItsStep() throws Exception {
    Scenario scenario = ScenarioReader.read(Path.of("library", "counter"));
    RecordingFile file = RecordingFile.read(recorded(scenario, PlaySettings.DEFAULT));
    ImmutableList<String> events = file.events();
    int patch = Iterables.indexOf(events, line -> line.contains("\"is\":\"PatchUi\""));
    String other = events.get(patch).replace("The common counter: 1", "The common counter: 2");
    RecordingFile edited =
        new RecordingFile(
            file.path(),
            file.version(),
            file.course(),
            file.settings(),
            ImmutableList.<String>builder()
                .addAll(events.subList(0, patch))
                .add(other)
                .addAll(events.subList(patch + 1, events.size()))
                .build());
    try (Replay replay = Replay.of(edited, _ -> {})) {
      Departure departure = replay.departure().orElseThrow();
      String sends = "UIBuilder alice sends the publish PatchUi to Client alice, with ";
      String at = " at /message/patch/operations/0/value";
      assertThat(departure.difference())
          .isEqualTo(
              new FirstDifference(
                  patch + 1L,
                  sends + "\"The common counter: 2\"" + at,
                  sends + "\"The common counter: 1\"" + at));
      assertThat(departure.step()).map(PlayedStep::number).contains(8);
    }
  }

  @Test
  void anotherAppThanTheRecordedOneDeparts() throws Exception {
    Scenario scenario = ScenarioReader.read(Path.of("library", "counter"));
    RecordingFile file = RecordingFile.read(recorded(scenario, PlaySettings.DEFAULT));
    AppSource.Script app = (AppSource.Script) scenario.app();
    Scenario renamed =
        new Scenario(
            scenario.file(),
            scenario.title(),
            new AppSource.Script(
                app.place(), app.path(), app.text().replace("The common", "The public")),
            scenario.limits(),
            scenario.steps());
    RecordingFile edited =
        new RecordingFile(
            file.path(), file.version(), Course.of(renamed), file.settings(), file.events());
    try (Replay replay = Replay.of(edited, _ -> {})) {
      FirstDifference difference = replay.departure().orElseThrow().difference();
      assertThat(difference.one()).contains("with \"The common counter\" at /state/drawn/");
      assertThat(difference.other()).contains("with \"The public counter\" at /state/drawn/");
    }
  }
}
