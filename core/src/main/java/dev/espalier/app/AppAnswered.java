package dev.espalier.app;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an app elsewhere was asked and answered, as processes note it: all that is needed to answer
 * for it another time ({@link RecordedApp}).
 *
 * @param question an object with what was asked for under {@code manifest}, {@code view} or {@code
 *     listener}
 * @param answer none when it failed; of a listener {@code true}
 * @param reason why it failed, if it did
 * @param message the same in words
 */
public record AppAnswered(
    JsonNode question,
    @Nullable JsonNode answer,
    AppException.@Nullable Reason reason,
    @Nullable String message) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** How the manifest is asked for. */
  public static final JsonNode MANIFEST = JSON.objectNode().put("manifest", true);

  /** A listener's answer. */
  public static final JsonNode RAN = JSON.booleanNode(true);

  /** That it answered. */
  public static AppAnswered with(JsonNode question, JsonNode answer) {
    return new AppAnswered(question, answer, null, null);
  }

  /** That it failed. */
  public static AppAnswered failing(JsonNode question, AppException failure) {
    return new AppAnswered(question, null, failure.reason(), failure.getMessage());
  }

  /** How a view is asked for. */
  public static JsonNode question(App.ViewRequest request) {
    ObjectNode question = JSON.objectNode().put("view", request.name());
    question.set("data", request.data());
    question.set("props", request.props());
    return question.set("context", request.context());
  }

  /** How a listener is asked for. */
  public static JsonNode question(App.ListenerRequest request) {
    ObjectNode question = JSON.objectNode().put("listener", request.name());
    question.set("props", request.props());
    return question.set("event", request.event());
  }

  /** The answer, or the failure as the app's exception. */
  JsonNode get() throws AppException {
    if (answer == null) {
      throw new AppException(
          reason == null ? AppException.Reason.UNKNOWN : reason, String.valueOf(message));
    }
    return answer;
  }
}
