package dev.espalier.fx.words;

import com.google.common.base.Ascii;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import java.util.Collection;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a message is, in two or three words. */
public final class MessageWords {
  private static final int LONGEST = 20;

  private MessageWords() {}

  /** How it was sent and what it is, e.g. {@code call MongoEvent}. */
  public static String of(Sent message) {
    return how(message.kind()) + " " + what(message.message());
  }

  /** E.g. {@code call}. */
  public static String how(ProcessEvent.Kind kind) {
    return Ascii.toLowerCase(kind.name());
  }

  /** Its type, or its value when that is short. */
  public static String what(Object message) {
    return switch (message) {
      case Optional<?> optional -> optional.map(MessageWords::what).orElse("none");
      case JsonNode _ -> "JSON";
      case Collection<?> elements when elements.isEmpty() -> "none";
      case Collection<?> elements -> elements.size() + " found";
      case Boolean _, Number _ -> message.toString();
      case String text when text.equals("null") -> "done";
      case String text -> text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
      default -> message.getClass().getSimpleName();
    };
  }
}
