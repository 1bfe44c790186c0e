package dev.espalier.gateway;

import dev.espalier.app.DataAccess.DataException;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.ExitReason;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/** Answers every request that fails with {@code {"message", "reason"}} under its status. */
final class Refusals implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final int NOT_FOUND = 404;
  private static final int FAILED = 500;
  private static final int TOO_LATE = 504;

  @Override
  public void routes(RoutesConfig routes) {
    routes.exception(Exception.class, (e, context) -> refuse(context, refusal(e, context)));
    // Without this, Javalin would answer its own refusals as plain text.
    routes.exception(
        HttpResponseException.class, (e, context) -> refuse(context, refusal(e, context)));
  }

  private static void refuse(Context context, DataException refusal) {
    context
        .status(refusal.status())
        .contentType("application/json")
        .result(
            JsonNodeFactory.instance
                .objectNode()
                .put("message", refusal.getMessage())
                .put("reason", refusal.reason())
                .toString());
  }

  private static DataException refusal(Exception exception, Context context) {
    return switch (exception) {
      case DataException refusal -> refusal;
      case HttpResponseException e ->
          new DataException(
              e.getStatus(),
              e.getStatus() == NOT_FOUND ? "error_404" : "bad_request",
              String.valueOf(e.getMessage()));
      case CallFailed.Exited e when e.reason().equals(ExitReason.noProcess()) -> Bearer.invalid();
      case CallFailed.TimedOut e ->
          new DataException(TOO_LATE, "timeout", String.valueOf(e.getMessage()));
      case CallFailed _ ->
          new DataException(
              FAILED, "mongo_error", "the Mongo session of this listener ended over the request");
      default -> {
        LOG.error("{} {}", context.method(), context.path(), exception);
        yield new DataException(FAILED, "error_500", "the gateway failed; its log says how");
      }
    };
  }
}
