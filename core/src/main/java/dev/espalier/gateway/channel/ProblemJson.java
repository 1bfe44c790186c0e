package dev.espalier.gateway.channel;

import dev.espalier.session.ToClient.Problem;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Problems as clients are told of them. */
final class ProblemJson {
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int FAILED = 500;
  private static final int TOO_LATE = 504;

  private ProblemJson() {}

  static Problem of(String reason, String message) {
    return new Problem(reason, message, JsonNodeFactory.instance.objectNode());
  }

  /** {@code {"message", "reason", "metadata"}}, as it is pushed. */
  static ObjectNode pushed(Problem problem) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("message", problem.message())
            .put("reason", problem.reason());
    json.set("metadata", problem.metadata());
    return json;
  }

  /** The same with a {@code status_code}, as it is in replies. */
  static ObjectNode replied(Problem problem) {
    return pushed(problem).put("status_code", status(problem.reason()));
  }

  private static int status(String reason) {
    return switch (reason) {
      case "forbidden" -> FORBIDDEN;
      case "error_404" -> NOT_FOUND;
      case "too_many_requests" -> TOO_MANY;
      case "error_500", "openfaas_not_reachable", "mongo_error", "unknown_error" -> FAILED;
      case "timeout" -> TOO_LATE;
      default -> BAD_REQUEST;
    };
  }
}
