package dev.espalier.app;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What the runner needs of an app's manifest, whatever its dialect.
 *
 * @param routes in the manifest's order; the first that matches a path wins
 */
public record Manifest(Dialect dialect, List<Route> routes) {

  /**
   * @param path e.g. {@code /} or {@code /notes/:id}
   * @param view the reference to the route's view: an object with {@code name} and maybe {@code
   *     props}, {@code find}, {@code context}
   */
  public record Route(String path, JsonNode view) {}
}
