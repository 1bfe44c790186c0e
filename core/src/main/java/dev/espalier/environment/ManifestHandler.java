package dev.espalier.environment;

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

/** ManifestHandler: gets the manifest from the app, before anything needs it, and keeps it. */
public final class ManifestHandler extends GenServer<Manifest> {

  public record GetManifest() implements Request<Manifest> {}

  private final Environment environment;

  ManifestHandler(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected Init<Manifest> init() throws Exception {
    JsonNode answer;
    try {
      answer = new AskedApp(environment, this::sleep, this::outside).manifest();
    } catch (AppException e) {
      throw new Exit(new ExitReason.Failure(String.valueOf(e.getMessage()), e));
    }
    try {
      return Init.ok(Manifest.parse(answer));
    } catch (AppException e) {
      String app = environment.app().describe();
      throw new Exit(new ExitReason.Failure(app + ": " + e.getMessage(), e));
    }
  }

  @Override
  protected Next<Manifest> handleCall(Request<?> request, From from, Manifest manifest)
      throws Exception {
    if (!(request instanceof GetManifest)) {
      return super.handleCall(request, from, manifest);
    }
    reply(from, manifest);
    return Next.state(manifest);
  }
}
