package dev.espalier.scenario.invariant;

import dev.espalier.session.ToClient;
import dev.espalier.ui.PatchException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a client shows, as it follows from what it is sent. */
public final class Shown {
  private Shown() {}

  /** The UI after a message; none when there is none, as a patch could not be applied. */
  public static @Nullable JsonNode after(ToClient message, @Nullable JsonNode before) {
    return switch (message) {
      case ToClient.Ui(JsonNode ui) -> ui;
      case ToClient.PatchUi patched -> before == null ? null : applied(patched, before);
      case ToClient.Failed _, ToClient.Ran _, ToClient.Closed _ -> before;
    };
  }

  private static @Nullable JsonNode applied(ToClient.PatchUi patched, JsonNode before) {
    try {
      return patched.patch().apply(before);
    } catch (PatchException _) {
      return null;
    }
  }

  static boolean isUi(ToClient message) {
    return message instanceof ToClient.Ui || message instanceof ToClient.PatchUi;
  }
}
