package dev.espalier.session;

import com.google.common.base.CharMatcher;
import dev.espalier.ui.JsonPatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a session sends its client. */
public sealed interface ToClient {

  /** The whole UI. */
  record Ui(JsonNode ui) implements ToClient {}

  /** What makes the last UI the new one. */
  record PatchUi(JsonPatch patch) implements ToClient {}

  /** Something failed; the last UI stays. */
  record Failed(Problem problem) implements ToClient {}

  /**
   * A listener that the client ran has ended.
   *
   * @param reference what the client sent with it
   * @param problem why it failed, if it did
   */
  record Ran(long reference, @Nullable Problem problem) implements ToClient {}

  /** The session ends; why, in words. */
  record Closed(String why) implements ToClient {}

  /**
   * What went wrong, as Lenra's clients are told.
   *
   * @param reason Lenra's name for it, e.g. {@code error_500}
   * @param metadata an object
   */
  record Problem(String reason, String message, JsonNode metadata) {

    /** Reason and message in one line, however many the message has. */
    public String line() {
      String line = CharMatcher.whitespace().trimAndCollapseFrom(message, ' ');
      return line.isEmpty() ? reason : reason + ": " + line;
    }
  }
}
