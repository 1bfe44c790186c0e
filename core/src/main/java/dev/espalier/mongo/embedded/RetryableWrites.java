package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reply to every session's last write, for a client that lost it and sends the write again. */
final class RetryableWrites {

  private record Answered(long number, Document reply) {}

  private final Map<Document, Answered> sessions = new HashMap<>();

  /** The reply given to that write, or null if it is new. */
  @Nullable Document reply(TransactionId write) {
    Answered answered = sessions.get(write.session());
    return answered != null && answered.number == write.number()
        ? answered.reply.cloneDeeply()
        : null;
  }

  void answered(TransactionId write, Document reply) {
    sessions.put(write.session(), new Answered(write.number(), reply.cloneDeeply()));
  }

  /** Forgets a session that its client has ended. */
  void end(Document session) {
    sessions.remove(session);
  }
}
