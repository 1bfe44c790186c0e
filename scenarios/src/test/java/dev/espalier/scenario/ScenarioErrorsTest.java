package dev.espalier.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is said of each mistake, word for word. The files have one in each line, {@code |} standing
 * for the end of a line; in a message the scenario's own name is left out before its lines.
 */
class ScenarioErrorsTest {

  @TempDir Path folder;

  static Stream<Arguments> mistakesInSteps() throws IOException {
    return mistakes("mistakes-in-steps.txt");
  }

  static Stream<Arguments> mistakesInFiles() throws IOException {
    return mistakes("mistakes-in-files.txt");
  }

  private static Stream<Arguments> mistakes(String file) throws IOException {
    return Resources.readLines(
            Resources.getResource(ScenarioErrorsTest.class, file), StandardCharsets.UTF_8)
        .stream()
        .map(line -> {
          List<String> parts = Splitter.on(" => ").splitToList(line);
          return Arguments.of(parts.get(0).replace('|', '\n'), parts.get(1).replace('|', '\n'));
        });
  }

  private String messages(String scenario) {
    ScenarioException wrong =
        catchThrowableOfType(
            ScenarioException.class, () -> new ScenarioFolder(folder).read(scenario));
    assertThat(wrong.problems()).allMatch(problem -> problem.place().line() > 0);
    return wrong.problems().stream()
        .map(Object::toString)
        .collect(Collectors.joining("\n"))
        .replace(folder.resolve("scenario.yaml") + ":", "")
        .replace(folder.toString(), "FOLDER");
  }

  @ParameterizedTest
  @MethodSource("mistakesInSteps")
  void aMistakeInAStepIsNamedWithItsPlaceAndWhatToWrite(String step, String message) {
    assertThat(messages("title: T\nsteps:\n- open: alice\n- " + step)).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("mistakesInFiles")
  void everyMistakeInAFileIsNamed(String scenario, String message) {
    assertThat(messages(scenario)).isEqualTo(message);
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> ScenarioReader.read(missing))
        .isInstanceOf(ScenarioException.class)
        .hasMessage(missing + ": there is no such file; write a scenario's file or folder");
  }

  @Test
  void aFolderWithoutAScenarioIsNamed() {
    assertThatThrownBy(() -> ScenarioReader.read(folder))
        .isInstanceOf(ScenarioException.class)
        .hasMessage(
            folder.resolve("scenario.yaml")
                + ": the folder has no scenario.yaml; write one, or another folder");
  }

  @Test
  void aScenarioWithoutAnAppIsNamed() throws Exception {
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(file, "title: T\nsteps: []");
    assertThatThrownBy(() -> ScenarioReader.read(folder))
        .hasMessage(
            "%s:1:1: there is no %s; write a folder with app.js, a .js file, or a URL"
                .formatted(file, folder.resolve("app.js")));
  }

  @Test
  void whatIsNoTextOrTooLargeIsRefused() throws Exception {
    Path file = folder.resolve("scenario.yaml");
    Files.write(file, new byte[] {'t', (byte) 0xFF});
    assertThatThrownBy(() -> ScenarioReader.read(folder))
        .hasMessage(file + ": not UTF-8; write it in that encoding");
    Files.writeString(file, "#".repeat((1 << 20) + 1));
    assertThatThrownBy(() -> ScenarioReader.read(folder))
        .hasMessage(file + ": larger than 1 MiB; write several scenarios");
    Files.writeString(file, "title: \u0007");
    assertThatThrownBy(() -> ScenarioReader.read(folder))
        .isInstanceOf(ScenarioException.class)
        .hasMessage(
            file
                + ":1:8: YAML allows no character U+0007; leave it out, or write \"\\u0007\" in"
                + " quotes");
  }

  @Test
  void aMillionNestedListsAreRefusedAndNotDescendedInto() {
    assertThat(messages("title: T\nsteps: " + "[".repeat(1_000_000)))
        .isEqualTo("2:57: nested deeper than 50 levels; write it flatter");
  }
}
