package dev.espalier.scenario.story;

import com.google.common.base.Ascii;
import dev.espalier.otp.Address;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.play.Cast;
import dev.espalier.trace.TraceEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Events in plain English, as recordings have them.
 *
 * @param before all events of the run up to those that are told
 * @param cast who the processes are until then
 */
record Happenings(List<TraceEvent> before, Cast cast, Wording wording) {

  static Happenings of(List<TraceEvent> before, Wording wording) {
    return new Happenings(before, Cast.of(before), wording);
  }

  /**
   * @param event a line of a recording
   */
  String of(JsonNode event) {
    String one = who(event.path("pid"));
    return switch (event.path("is").asString("?")) {
      case "Spawned" -> newcomer(event) + " starts";
      case "Started" -> one + " is ready";
      case "Sent" -> sends(event);
      case "Dropped" -> sends(event) + ", who is not there";
      case "Received" -> "%s takes up %s".formatted(one, message(event));
      case "Handled" -> "%s is done with %s".formatted(one, message(event));
      case "Suspended" -> one + " is suspended";
      case "Resumed" -> one + " goes on";
      case "TimerSet" -> "%s sets a timer for the %s".formatted(one, type(event.path("message")));
      case "TimerFired" -> "a timer of %s comes due".formatted(one);
      case "TimerCancelled" -> "a timer of %s is cancelled".formatted(one);
      case "Exited" -> "%s ends: %s".formatted(one, text(event.path("reason")));
      case "Joined" -> "%s joins %s".formatted(one, text(event.path("group")));
      case "Left" -> "%s leaves %s".formatted(one, text(event.path("group")));
      case "Linked" -> "%s is linked to %s".formatted(one, who(event.path("other")));
      case "Monitoring" -> "%s monitors %s".formatted(one, who(event.path("other")));
      case "Demonitored" -> "%s no longer monitors %s".formatted(one, who(event.path("other")));
      case "Noted" -> "%s notes %s".formatted(one, type(event.path("note")));
      case String unknown -> "an event that this Espalier does not know: " + unknown;
    };
  }

  private String newcomer(JsonNode spawned) {
    String kind = text(spawned.path("kind"));
    String name = spawned.path("name").asString("");
    String key = name.startsWith(kind) ? name.substring(kind.length()).strip() : "";
    return name(new Name(kind, key));
  }

  private String sends(JsonNode event) {
    String kind = Ascii.toLowerCase(text(event.path("kind")));
    return "%s sends the %s%s to %s"
        .formatted(
            who(event.path("from")),
            kind.equals("info") ? "" : kind + " ",
            type(event.path("message")),
            who(event.path("to")));
  }

  private static String text(JsonNode value) {
    return value.asString("?");
  }

  private static String type(JsonNode message) {
    return message.path("is").asString("message");
  }

  /** A message by the number of the event with which it was sent. */
  private String message(JsonNode event) {
    long number = event.path("message").asLong(0);
    return number >= 1
            && number <= before.size()
            && before.get((int) number - 1).event()
                instanceof ProcessEvent.Sent(_, _, _, Object message)
        ? "the " + message.getClass().getSimpleName()
        : "a message";
  }

  private String who(JsonNode process) {
    return Pid.parse(process.asString(""))
        .map(this::name)
        .orElseGet(() -> process.isString() ? process.asString() : name(null));
  }

  private String name(@Nullable Address address) {
    Cast.Member member = cast.who(address);
    return wording.shortened((member.kind() + " " + wording.text(member.key())).strip());
  }
}
