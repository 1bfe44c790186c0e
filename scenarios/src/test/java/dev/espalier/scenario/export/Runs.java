package dev.espalier.scenario.export;

import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import java.nio.file.Path;

/** Runs of the library, as they are exported. */
final class Runs {
  private Runs() {}

  static Run of(String scenario) throws Exception {
    try (Play play =
        Play.begin(
            ScenarioReader.read(Path.of("library", scenario)), PlaySettings.DEFAULT, _ -> {})) {
      while (!play.isOver()) {
        play.next();
      }
      return Run.of(play);
    }
  }
}
