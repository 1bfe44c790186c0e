package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands that take a recording instead of a scenario make of one. */
class RecordingsTest {
  private static final String COUNTER = "library/counter";

  @TempDir Path folder;
  private Path recording;

  @BeforeEach
  void record() {
    recording = folder.resolve("run.recording");
    assertThat(
            Typed.espalier("run", COUNTER, "--seed", "7", "--record", recording.toString())
                .exitCode())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({"--seed, 3", "--schedule, pct", "--routing, indexed", "--mongo, installed"})
  void howItIsPlayedStandsInTheRecordingAndIsNotAskedForAsWell(String option, String value) {
    String file = recording.toString();
    String told = option + ": " + file + " is played as it was recorded; leave it out\n";
    assertThat(Typed.espalier("export", file, "--to", "html", option, value))
        .isEqualTo(new Typed(2, "", "espalier export: " + told));
    assertThat(Typed.espalier("why", file, option, value))
        .isEqualTo(new Typed(2, "", "espalier why: " + told));
  }

  @Test
  void withoutADisplayOpenDoesWhatReplayDoes() {
    Typed opened = Typed.espalier("open", recording.toString());
    assertThat(opened.exitCode()).isZero();
    assertThat(opened.err()).contains("this is what espalier replay " + recording + " tells");
    assertThat(opened.out()).isEqualTo(Typed.espalier("replay", recording.toString()).out());
  }

  @Test
  void openSaysOfADamagedOneWhatReplaySays() throws Exception {
    Files.write(recording, Files.readAllLines(recording).subList(0, 9));
    Typed opened = Typed.espalier("open", recording.toString());
    assertThat(opened.exitCode()).isEqualTo(2);
    assertThat(opened.err())
        .endsWith(recording + ":9: truncated: the last line of a recording is missing\n");
  }

  @Test
  void aScenarioMayEndInYml() throws Exception {
    Files.copy(Path.of(COUNTER, "app.js"), folder.resolve("app.js"));
    Path scenario = folder.resolve("short.yml");
    Files.writeString(scenario, "title: Short\napp: .\nsteps:\n  - open: alice\n");
    Typed exported = Typed.espalier("export", scenario.toString(), "--to", "mermaid");
    assertThat(exported.exitCode()).isZero();
    assertThat(exported.out()).contains("sequenceDiagram");
  }
}
