package dev.espalier.cli;

import java.io.IOException;
import java.nio.file.Path;

/** The window, where there is one among the modules: found as a service. */
public interface Window {

  /**
   * Opens the window on a scenario, a recording or an app; returns when it was closed. What is
   * wrong with it is said in the window.
   *
   * @param where a file, a folder, or the URL of an app
   * @return why no window could be opened, empty when one could
   */
  String open(String where);

  /**
   * The same for an app that is served to real clients meanwhile.
   *
   * @param app its folder, its file, or the URL where it runs
   * @param port where clients come in; 0 for any that is free
   */
  String serve(String app, int port);

  /**
   * Writes the window as numbered PNGs, one a step; needs no display.
   *
   * @param what a scenario, a recording or an app
   * @return why it could not be played, empty when it could
   */
  String film(Path what, Path folder) throws IOException;
}
