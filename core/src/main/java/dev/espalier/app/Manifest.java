package dev.espalier.app;

import dev.espalier.ui.Dialect;
import dev.espalier.ui.ViewReference;
import java.util.List;

/**
 * What the runner needs of an app's manifest, whatever its dialect.
 *
 * @param routes in the manifest's order; the first that matches a path wins
 */
public record Manifest(Dialect dialect, List<Route> routes) {

  /**
   * @param path e.g. {@code /} or {@code /notes/:id}
   */
  public record Route(String path, ViewReference view) {}
}
