package dev.espalier.environment;

import dev.espalier.app.DataAccess.DataException;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the data API asks of an MS or MT. */
public sealed interface DataRequest {

  /** A request about documents, answered with JSON. */
  sealed interface OfDocuments extends DataRequest, Request<DataReply> {
    String collection();

    /** Whether it writes documents that are there, so that another may be in its way. */
    default boolean changesDocuments() {
      return this instanceof Replace || this instanceof Delete || this instanceof UpdateMany;
    }
  }

  record List(String collection) implements OfDocuments {}

  record Get(String collection, String id) implements OfDocuments {}

  record Create(String collection, JsonNode document) implements OfDocuments {}

  record Replace(String collection, String id, JsonNode document) implements OfDocuments {}

  record Delete(String collection, String id) implements OfDocuments {}

  record InsertMany(String collection, JsonNode documents) implements OfDocuments {}

  record Find(String collection, JsonNode query, JsonNode projection, JsonNode options)
      implements OfDocuments {}

  record UpdateMany(String collection, JsonNode filter, JsonNode update) implements OfDocuments {}

  record Drop(String collection) implements OfDocuments {}

  /** A request about what outlives the listener that makes it, answered with JSON. */
  sealed interface StandingOrder extends DataRequest, Request<DataReply> {
    record ListCrons() implements StandingOrder {}

    record AddCron(JsonNode cron) implements StandingOrder {}

    record ChangeCron(String name, JsonNode changes) implements StandingOrder {}

    record DeleteCron(String name) implements StandingOrder {}

    record AddWebhook(JsonNode webhook) implements StandingOrder {}

    /** Whether Crons has to be told of it. */
    default boolean changesCrons() {
      return switch (this) {
        case AddCron _, ChangeCron _, DeleteCron _ -> true;
        case ListCrons _, AddWebhook _ -> false;
      };
    }
  }

  /** Asks an MS for a transaction: an MT; there is none within another. */
  record Begin() implements DataRequest, Request<Optional<Pid>> {}

  record Commit() implements DataRequest, Request<DataReply> {}

  record Abort() implements DataRequest, Request<DataReply> {}

  /** What comes back. */
  sealed interface DataReply {
    record Ok(JsonNode json) implements DataReply {}

    record Refused(int status, String reason, String message) implements DataReply {
      private static final String WRITE_CONFLICT = "write_conflict";

      /** Another transaction was first. */
      static Refused writeConflict(int status, String message) {
        return new Refused(status, WRITE_CONFLICT, message);
      }

      boolean isWriteConflict() {
        return reason.equals(WRITE_CONFLICT);
      }
    }

    /** The answer, or the refusal as the data API's exception. */
    default JsonNode json() throws DataException {
      return switch (this) {
        case Ok(JsonNode json) -> json;
        case Refused(int status, String reason, String message) ->
            throw new DataException(status, reason, message);
      };
    }
  }
}
