package dev.espalier.environment;

import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.app.Manifest;
import dev.espalier.otp.Exit;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Next;
import dev.espalier.otp.Request;
import tools.jackson.databind.JsonNode;

/**
 * ManifestHandler: gets the manifest from the app, before anything needs it, and keeps it; and
 * replaces the app by another.
 */
public final class ManifestHandler extends GenServer<Manifest> {

  public record GetManifest() implements Request<Manifest> {}

  /**
   * Has the environment run another app from now on, if that answers for a good manifest; otherwise
   * the other is closed.
   */
  public record Reload(App next) implements Request<Reloading> {}

  /** What came of it. */
  public sealed interface Reloading {
    record Done() implements Reloading {}

    /**
     * The app is still the one that it was.
     *
     * @param why for whoever wrote the other one
     */
    record Refused(String why) implements Reloading {}
  }

  /** Published to {scm, env}: the app, or this process, is another, so every UI may be too. */
  public record Reloaded() {}

  private final Environment environment;
  private final AskedApp app;

  ManifestHandler(Environment environment) {
    this.environment = environment;
    this.app = new AskedApp(environment, this::sleep, this::outside, this::note);
  }

  /** Sessions that are there already may not know of a reload that this process died of. */
  @Override
  protected Init<Manifest> init() {
    Manifest manifest;
    try {
      manifest = parsed(app.manifest(), environment.app().describe());
    } catch (AppException e) {
      throw new Exit(new ExitReason.Failure(String.valueOf(e.getMessage()), e));
    }
    publish(environment.changeManagers(), new Reloaded());
    return Init.ok(manifest);
  }

  private static Manifest parsed(JsonNode answer, String app) throws AppException {
    try {
      return Manifest.parse(answer);
    } catch (AppException e) {
      throw new AppException(e.reason(), app + ": " + e.getMessage(), e);
    }
  }

  @Override
  protected Next<Manifest> handleCall(Request<?> request, From from, Manifest manifest)
      throws Exception {
    return switch (request) {
      case GetManifest() -> {
        reply(from, manifest);
        yield Next.state(manifest);
      }
      case Reload(App next) -> Next.state(reload(next, from, manifest));
      default -> super.handleCall(request, from, manifest);
    };
  }

  private Manifest reload(App next, From from, Manifest manifest) {
    Manifest read;
    try {
      read = parsed(app.manifest(next), next.describe());
    } catch (AppException e) {
      next.close();
      reply(from, new Reloading.Refused(String.valueOf(e.getMessage())));
      return manifest;
    }
    environment.app().replace(next);
    publish(environment.changeManagers(), new Reloaded());
    reply(from, new Reloading.Done());
    return read;
  }
}
