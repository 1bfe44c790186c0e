package dev.espalier.scenario;

import dev.espalier.scenario.Scenario.AppSource;
import java.nio.file.Path;

/** Where the text of script apps comes from: their files, or a recording that holds them. */
@FunctionalInterface
public interface ScriptSource {

  /**
   * @param place where the path is written
   * @param path a script, or a folder with one
   * @throws ScenarioException when there is none
   */
  AppSource.Script read(Place place, Path path) throws ScenarioException;
}
