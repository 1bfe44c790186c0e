package dev.espalier.scenario.jupiter;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.PlaySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Scenarios as dynamic tests of JUnit Jupiter (6.1 or newer): a container for each scenario, and in
 * it a test for the start of the environment and one for each step. An IDE leads from a test to the
 * step's line.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> scenarios() {
 *   return Scenarios.in(Path.of("src/test/scenarios"));
 * }
 * }</pre>
 */
public final class Scenarios {
  private static final String FILE = "scenario.yaml";

  private Scenarios() {}

  /** The same, played as {@code espalier run} plays when it is told nothing else. */
  public static Stream<DynamicNode> in(Path folder) {
    return in(folder, PlaySettings.DEFAULT);
  }

  /**
   * The scenarios in a folder and the folders in it, in the order of their names. One that cannot
   * be read is a test that fails and says why.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Stream<DynamicNode> in(Path folder, PlaySettings settings) {
    ImmutableList<Path> files = files(folder);
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no %s in %s or a folder in it".formatted(FILE, folder.toAbsolutePath()));
    }
    return files.stream().map(file -> node(folder, file, settings));
  }

  private static ImmutableList<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.endsWith(FILE))
          .sorted()
          .collect(ImmutableList.toImmutableList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DynamicNode node(Path folder, Path file, PlaySettings settings) {
    try {
      Scenario scenario = ScenarioReader.read(file);
      Performance performance = new Performance(scenario, settings);
      return DynamicContainer.dynamicContainer(container ->
          container
              .displayName(scenario.title())
              .testSourceUri(file.toUri())
              .childExecutionMode(ExecutionMode.SAME_THREAD)
              .children(performance.tests().onClose(performance::close)));
    } catch (ScenarioException e) {
      Path name = folder.relativize(file);
      return DynamicTest.dynamicTest(
          "%s can be read".formatted(name),
          file.toUri(),
          () -> {
            throw e;
          });
    }
  }
}
