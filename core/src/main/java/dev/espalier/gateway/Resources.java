package dev.espalier.gateway;

import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.app.DataAccess.DataException;
import dev.espalier.environment.LoadedApp;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;

/**
 * The files of apps, for the UIs of their clients: {@code GET /api/apps/:app/resources/*path},
 * passed on as the app sends them.
 */
public final class Resources implements Part {
  private static final String PATH = "/api/apps/{app}/resources/<path>";

  private final Function<String, Optional<LoadedApp>> apps;

  /**
   * @param apps by their names in the path
   */
  public Resources(Function<String, Optional<LoadedApp>> apps) {
    this.apps = apps;
  }

  @Override
  public void routes(RoutesConfig routes) {
    routes.get(PATH, this::send);
  }

  private void send(Context context) throws DataException {
    String name = context.pathParam("app");
    LoadedApp app =
        apps.apply(name)
            .orElseThrow(
                () -> new DataException(404, "no_app_found", "there is no app " + name + " here"));
    try {
      App.Resource resource = app.resource(context.pathParam("path"));
      context.contentType(resource.type()).result(resource.content());
    } catch (AppException e) {
      throw new DataException(
          status(e.reason()), e.reason().code(), String.valueOf(e.getMessage()));
    }
  }

  private static int status(AppException.Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> 404;
      case TIMEOUT -> 504;
      case BAD_REQUEST, FAILED, NOT_REACHABLE, UNKNOWN -> 502;
    };
  }
}
