package dev.espalier.environment;

import dev.espalier.app.App;
import dev.espalier.otp.Exit;
import dev.espalier.otp.ExitReason;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/** The events that the tree itself sends to the app, named as the app's listeners for them. */
public enum LifecycleEvent {
  ENV_START("onEnvStart"),
  USER_FIRST_JOIN("onUserFirstJoin"),
  SESSION_START("onSessionStart"),
  SESSION_STOP("onSessionStop"),
  ENV_STOP("onEnvStop");

  private final String listener;

  LifecycleEvent(String listener) {
    this.listener = listener;
  }

  /** What the app is asked to run. */
  public App.ListenerRequest request() {
    return new App.ListenerRequest(
        listener, JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.objectNode());
  }

  /** Ends the process that sent it if the app failed; an app need not listen for it. */
  public static void orExit(Optional<ListenerCall.Failure> failure) {
    failure
        .filter(each -> !each.isMissingListener())
        .ifPresent(each -> {
          throw new Exit(new ExitReason.Failure(each.message(), each.cause()));
        });
  }
}
