package dev.espalier.gateway;

import com.google.common.collect.ImmutableList;
import com.google.common.net.HostAndPort;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinLogger;
import java.util.List;

/**
 * The one HTTP server of a node: apps reach their data through it, clients their sessions. What it
 * serves are its {@link Part}s, and under {@code GET /health} whether it does.
 */
public final class Gateway implements AutoCloseable {
  /** The host to serve at unless told otherwise: this machine only. */
  public static final String LOOPBACK = "127.0.0.1";

  /** In bytes; no MongoDB document may be larger. */
  private static final long LONGEST_REQUEST = 16 * 1024 * 1024;

  private final ImmutableList<Part> parts;
  private final String host;
  private final Javalin server;

  private Gateway(String host, int port, List<Part> parts) {
    this.parts = ImmutableList.<Part>builder().add(new Refusals()).addAll(parts).build();
    this.host = host;
    this.server = Javalin.create(config -> configure(config, port));
  }

  /**
   * Serves the parts.
   *
   * @param port 0 for any that is free
   */
  public static Gateway start(String host, int port, List<Part> parts) throws PortInUseException {
    // What goes wrong is said in answers and exceptions; Javalin would log it a second time.
    JavalinLogger.enabled = false;
    Gateway gateway = new Gateway(host, port, parts);
    try {
      gateway.server.start();
    } catch (JavalinBindException e) {
      throw new PortInUseException(port, e);
    }
    return gateway;
  }

  /** Where it is reached, without a slash at its end; apps are told it as {@code api.url}. */
  public String url() {
    return "http://" + HostAndPort.fromParts(host, server.port());
  }

  @Override
  public void close() {
    server.stop();
  }

  private void configure(JavalinConfig config, int port) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.jetty.host = host;
    config.jetty.port = port;
    config.http.maxRequestSize = LONGEST_REQUEST;
    health(config.routes);
    parts.forEach(part -> part.routes(config.routes));
  }

  private static void health(RoutesConfig routes) {
    routes.get(
        "/health",
        context -> context.contentType("application/json").result("{\"status\":\"ok\"}"));
  }
}
