package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.app.AppException.Reason;
import dev.espalier.app.HttpApp;
import dev.espalier.environment.Limits;
import dev.espalier.gateway.Gateway;
import dev.espalier.gateway.Part;
import dev.espalier.gateway.PortInUseException;
import dev.espalier.otp.Node;
import java.net.URI;

/** The apps at the URLs that a scenario names: those that are there, or stand-ins for them. */
public interface RemoteApps {

  /** Where an app's listeners reach the data. */
  record Served(String url, Runnable close) {}

  /**
   * Opens the app at a URL.
   *
   * @throws AppException when there is none
   */
  App at(URI url, Limits limits) throws AppException;

  /**
   * Serves the data of a node to them.
   *
   * @param parts the data API, and what else is served there
   * @param port 0 for any that is free
   */
  Served serve(Node node, ImmutableList<Part> parts, int port) throws PortInUseException;

  /** Apps that are there. */
  record OverHttp() implements RemoteApps {

    /**
     * Asks it once whether it is there, so that its absence is not taken for a fault of its own.
     */
    @Override
    public App at(URI url, Limits limits) throws AppException {
      App app = HttpApp.at(url.toString(), limits.view(), limits.listener());
      try {
        app.manifest();
      } catch (AppException e) {
        if (e.reason() == Reason.NOT_REACHABLE || e.reason() == Reason.TIMEOUT) {
          app.close();
          throw e;
        }
      }
      return app;
    }

    @Override
    public Served serve(Node node, ImmutableList<Part> parts, int port) throws PortInUseException {
      Gateway gateway = Gateway.start(Gateway.LOOPBACK, port, parts);
      return new Served(gateway.url(), gateway::close);
    }
  }
}
