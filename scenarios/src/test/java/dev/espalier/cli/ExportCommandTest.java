package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCommandTest {
  private static final String COUNTER = "library/counter";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mermaid", "perfetto", "html", "shiviz"})
  void aRecordingGivesTheSameAsTheScenarioAndGoesWhereItIsTold(String format) throws Exception {
    String recording = folder.resolve("recording.jsonl").toString();
    Path file = folder.resolve("exported");
    Typed.espalier("run", COUNTER, "--record", recording);
    Typed exported = Typed.espalier("export", recording, "--to", format);
    assertThat(exported.exitCode()).isZero();
    assertThat(exported.err()).isEmpty();
    assertThat(exported.out()).isNotEmpty();
    Typed written = Typed.espalier("export", COUNTER, "--to", format, "--out", file.toString());
    assertThat(written.exitCode()).isZero();
    assertThat(written.everything()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo(exported.out());
  }

  @Test
  void aRunThatFailsIsExportedAndSaid() throws Exception {
    Files.copy(Path.of(COUNTER, "app.js"), folder.resolve("app.js"));
    Files.writeString(
        folder.resolve("scenario.yaml"),
        """
        title: Test
        steps:
          - open: alice
          - expect: {ui: {alice: ["The common counter: 7"]}}
        """);
    Typed exported = Typed.espalier("export", folder.toString(), "--to", "html");
    assertThat(exported.exitCode()).isEqualTo(1);
    assertThat(exported.out()).contains("the UI of alice");
    assertThat(exported.err()).contains("did not go as expected", "./espalier run " + folder);
  }

  @Test
  void aFormatThatThereIsNotIsAnsweredWithThoseThereAre() {
    Typed typed = Typed.espalier("export", COUNTER, "--to", "pdf");
    assertThat(typed.exitCode()).isEqualTo(2);
    assertThat(typed.err()).contains("pdf", "MERMAID, PERFETTO, HTML, SHIVIZ");
  }

  @Test
  void aFileThatCannotBeWrittenIsSaid() {
    Typed typed = Typed.espalier("export", COUNTER, "--to", "html", "--out", folder.toString());
    assertThat(typed.exitCode()).isEqualTo(2);
    assertThat(typed.err()).startsWith("espalier export: " + folder + " cannot be written: ");
  }
}
