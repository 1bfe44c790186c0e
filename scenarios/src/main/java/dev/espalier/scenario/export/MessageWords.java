package dev.espalier.scenario.export;

import com.google.common.base.Ascii;
import dev.espalier.otp.ExitReason;
import dev.espalier.scenario.play.Meter;
import dev.espalier.scenario.story.Sentences;
import dev.espalier.session.ToClient;
import dev.espalier.ui.JsonPatch;
import java.util.Collection;
import tools.jackson.databind.JsonNode;

/** What messages are called: their type, and what matters most of those to clients. */
final class MessageWords {
  private MessageWords() {}

  static String of(Object message) {
    return switch (message) {
      case ToClient.Ui(JsonNode ui) -> "Ui, %d B".formatted(Meter.bytes(ui));
      case ToClient.PatchUi(JsonPatch patch) ->
          "PatchUi, %s, %d B"
              .formatted(
                  Sentences.count(patch.operations().size(), "op", "ops"),
                  Meter.bytes(patch.toJson()));
      case ToClient.Failed(ToClient.Problem problem) -> "Failed, " + problem.reason();
      case ToClient.Ran(_, ToClient.Problem problem) when problem != null ->
          "Ran, " + problem.reason();
      case Collection<?> all -> all.isEmpty() ? "nothing" : all.size() + " of them";
      case Boolean _, Number _, String _, JsonNode _ -> "a value";
      case ExitReason reason -> reason.toString();
      case Enum<?> constant -> Ascii.toLowerCase(constant.name());
      default -> type(message.getClass());
    };
  }

  private static String type(Class<?> type) {
    return type.getSimpleName().isEmpty() ? "a value" : type.getSimpleName();
  }
}
