package dev.espalier.cli;

import java.io.IOException;
import java.nio.file.Path;

/** The window, where there is one among the modules: found as a service. */
public interface Window {

  /**
   * Opens the window on a scenario or an app; returns when it was closed. What is wrong with it is
   * said in the window.
   *
   * @param where a file, a folder, or the URL of an app
   * @return why no window could be opened, empty when one could
   */
  String open(String where);

  /**
   * Writes the window as numbered PNGs, one a step; needs no display.
   *
   * @return why the scenario could not be played, empty when it could
   */
  String film(Path scenario, Path folder) throws IOException;
}
