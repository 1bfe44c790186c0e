package dev.espalier.scenario;

import dev.espalier.scenario.Scenario.AppSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * Finds the apps that a scenario names.
 *
 * @param file the scenario's, from which paths are seen
 * @param scripts where the text of a script comes from
 */
record AppReader(Path file, ScriptSource scripts) {

  /** Scripts as they stand in their files. */
  AppReader(Path file) {
    this(file, AppSource.Script::read);
  }

  /**
   * @param app a folder, a file or a URL
   */
  AppSource read(Place place, String app) throws ScenarioException {
    return app.startsWith("http://") || app.startsWith("https://")
        ? new AppSource.Remote(place, url(place, app))
        : scripts.read(place, file.resolveSibling(app));
  }

  private static URI url(Place place, String app) throws ScenarioException {
    try {
      return new URI(app);
    } catch (URISyntaxException e) {
      throw new ScenarioException(
          place, "`%s` is no URL (%s); write http://127.0.0.1:3000".formatted(app, e.getReason()));
    }
  }
}
