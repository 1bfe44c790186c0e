package dev.espalier.fx.client;

import com.google.common.base.Joiner;
import dev.espalier.fx.client.ClientAt.Trouble;
import dev.espalier.session.ToClient.Problem;

/** What to do about what a client was told. */
final class Advice {
  private static final String NEXT_CHANGE = "The last good UI stays until the next change.";

  private Advice() {}

  /** A UI that could not be built. */
  static Trouble ofUi(long event, Problem problem) {
    String view = problem.metadata().path("view").asString("");
    String at = problem.metadata().path("at").asString("");
    String where =
        Joiner.on(" ")
            .skipNulls()
            .join(view.isEmpty() ? null : "view " + view, at.isEmpty() ? null : "at " + at);
    return new Trouble(
        event,
        problem.reason() + (where.isEmpty() ? "" : " · " + where),
        problem.message(),
        advice(problem.reason(), view));
  }

  private static String advice(String reason, String view) {
    String named = view.isEmpty() ? "the view" : "the view " + view;
    return switch (reason) {
      case "error_500" -> "Look at %s in the app. %s".formatted(named, NEXT_CHANGE);
      case "error_404", "no_app_found" ->
          "The app has no such view; look at its views. " + NEXT_CHANGE;
      case "timeout" -> "The app took too long for %s. %s".formatted(named, NEXT_CHANGE);
      case "openfaas_not_reachable" -> "Is the app running? " + NEXT_CHANGE;
      case "build_errors", "components_malformated" ->
          "Look at what %s returns. %s".formatted(named, NEXT_CHANGE);
      case "invalid_query" ->
          "Look at the query where %s is placed. %s".formatted(named, NEXT_CHANGE);
      case "route_does_not_exist" -> "Open a path that the app's manifest has.";
      case "cannot_start_session" -> "Open the session again once the app can start.";
      default -> NEXT_CHANGE;
    };
  }

  /** A listener that failed. */
  static Trouble ofListener(long event, Problem problem) {
    String advice =
        switch (problem.reason()) {
          case "unknow_listener_code" -> "The UI has changed meanwhile. Do it again.";
          case "session_not_started" -> "The session starts again by itself. Do it again then.";
          case "error_404" -> "The app has no such listener; look at its listeners.";
          case "timeout" -> "The app took too long.";
          default -> "Look at the listener in the app. What it had not committed is undone.";
        };
    return new Trouble(event, "listener · " + problem.reason(), problem.message(), advice);
  }

  /** The end of the session. */
  static Trouble ofEnd(long event, String why) {
    return new Trouble(event, "closed", why, "Open the session again to go on.");
  }
}
