package dev.espalier.scenario.story;

import com.google.common.base.Ascii;
import dev.espalier.otp.Pid;
import tools.jackson.databind.JsonNode;

/**
 * An event in plain English, as {@link Happenings} has it, of which there is only what a recording
 * says.
 *
 * @param known what happened before, typed
 */
record RecordedHappening(Happenings known, JsonNode event) {
  String words() {
    return switch (text("is")) {
      case "Spawned" -> text("kind") + " starts";
      case "Started" -> who("pid") + " is ready";
      case "Sent" -> sends();
      case "Dropped" -> sends() + ", who is not there";
      case "Received" -> "%s takes up %s".formatted(who("pid"), message());
      case "Handled" -> "%s is done with %s".formatted(who("pid"), message());
      case "Suspended" -> who("pid") + " is suspended";
      case "Resumed" -> who("pid") + " goes on";
      case "TimerSet" -> "%s sets a timer for the %s".formatted(who("pid"), type("message"));
      case "TimerFired" -> "a timer of %s comes due".formatted(who("pid"));
      case "TimerCancelled" -> "a timer of %s is cancelled".formatted(who("pid"));
      case "Exited" -> "%s ends: %s".formatted(who("pid"), text("reason"));
      case "Joined" -> "%s joins %s".formatted(who("pid"), text("group"));
      case "Left" -> "%s leaves %s".formatted(who("pid"), text("group"));
      case "Linked" -> "%s is linked to %s".formatted(who("pid"), who("other"));
      case "Monitoring" -> "%s monitors %s".formatted(who("pid"), who("other"));
      case "Demonitored" -> "%s no longer monitors %s".formatted(who("pid"), who("other"));
      case "Noted" -> "%s notes %s".formatted(who("pid"), type("note"));
      default -> "an event that this Espalier does not know: " + text("is");
    };
  }

  private String sends() {
    String kind = Ascii.toLowerCase(text("kind"));
    return "%s sends the %s%s to %s"
        .formatted(who("from"), kind.equals("info") ? "" : kind + " ", type("message"), who("to"));
  }

  private String text(String field) {
    return event.path(field).asString("?");
  }

  private String type(String field) {
    return event.path(field).path("is").asString("message");
  }

  private String message() {
    return known.message(event.path("message").asLong(0));
  }

  private String who(String field) {
    JsonNode value = event.path(field);
    return Pid.parse(value.asString(""))
        .map(known::name)
        .orElseGet(() -> value.isString() ? value.asString() : known.name(null));
  }
}
