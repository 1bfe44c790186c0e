package dev.espalier.fx.opening;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The scenarios that come with Espalier.
 *
 * @param entries in the order of their names
 */
public record Library(ImmutableList<Entry> entries) {

  /**
   * @param title the scenario's, or what is wrong with it
   */
  public record Entry(String name, String title, Path path) {}

  /**
   * Reads the library in a folder.
   *
   * @throws IOException when there is none
   */
  public static Library in(Path folder) throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return new Library(
          folders
              .filter(each -> Files.isRegularFile(each.resolve("scenario.yaml")))
              .sorted()
              .map(each -> new Entry(each.getFileName().toString(), title(each), each))
              .collect(ImmutableList.toImmutableList()));
    }
  }

  private static String title(Path path) {
    try {
      return ScenarioReader.read(path).title();
    } catch (ScenarioException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
