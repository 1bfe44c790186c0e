package dev.espalier.gateway;

import io.javalin.config.RoutesConfig;

/** What the gateway serves under paths of its own. */
public interface Part {
  /** Adds them; called once, before the gateway serves. */
  void routes(RoutesConfig routes);
}
