package dev.espalier.cli;

import dev.espalier.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.Path;

/** The window, where there is one among the modules: found as a service. */
public interface Window {

  /**
   * Plays a scenario in the window; returns when it was closed.
   *
   * @throws ScenarioException when the scenario is wrong
   */
  void open(Path scenario) throws ScenarioException;

  /**
   * Writes the window as numbered PNGs, one a step; needs no display.
   *
   * @return why the scenario could not be played, empty when it could
   * @throws ScenarioException when the scenario is wrong
   */
  String film(Path scenario, Path folder) throws ScenarioException, IOException;
}
