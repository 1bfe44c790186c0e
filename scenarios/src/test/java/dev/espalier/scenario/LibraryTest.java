package dev.espalier.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryTest {
  private static final Path LIBRARY = Path.of("library");

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "crash", "transfer", "idle"})
  void everyShippedScenarioIsRead(String name) throws Exception {
    Scenario scenario = ScenarioReader.read(LIBRARY.resolve(name));
    assertThat(scenario.steps()).anyMatch(step -> step instanceof Step.Expect);
  }

  @Test
  void crashKillsEveryKindOfProcessBelowTheRoot() throws Exception {
    Set<String> killed =
        ScenarioReader.read(LIBRARY.resolve("crash")).steps().stream()
            .flatMap(LibraryTest::kills)
            .map(kill -> kill.victim().kind())
            .collect(Collectors.toSet());
    assertThat(killed)
        .containsExactlyInAnyOrderElementsOf(
            Vocabulary.PROCESSES.words().stream()
                .filter(kind -> !Set.of("Supervisor", "Client").contains(kind))
                .toList());
  }

  private static Stream<Step.Kill> kills(Step step) {
    return step instanceof Step.Kill kill
        ? Stream.concat(
            Stream.of(kill), Stream.ofNullable(kill.during()).flatMap(LibraryTest::kills))
        : Stream.of();
  }
}
