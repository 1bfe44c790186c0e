package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command as a client sent it.
 *
 * @param name the first key of the body
 */
record Command(Channel channel, String database, String name, Document body) {
  private static final Set<String> RETRYABLE =
      Set.of("insert", "update", "delete", "findAndModify");

  /** The transaction or retryable write it belongs to. */
  @Nullable TransactionId transaction() {
    return body.get("lsid") instanceof Document session
            && body.get("txnNumber") instanceof Number number
        ? new TransactionId(session, number.longValue())
        : null;
  }

  boolean inTransaction() {
    return Boolean.FALSE.equals(body.get("autocommit"));
  }

  boolean startsTransaction() {
    return Boolean.TRUE.equals(body.get("startTransaction"));
  }

  boolean retryable() {
    return RETRYABLE.contains(name) && !inTransaction();
  }

  /** Whether it asks for data as of one cluster time. */
  boolean readsSnapshot() {
    return body.get("readConcern") instanceof Document concern
        && "snapshot".equals(concern.get("level"));
  }

  /** The time whose data it asks for, if it says so. */
  @Nullable BsonTimestamp atClusterTime() {
    return body.get("readConcern") instanceof Document concern
            && concern.get("atClusterTime") instanceof BsonTimestamp time
        ? time
        : null;
  }

  /** The first stage if this opens a change stream. */
  @Nullable Document changeStream() {
    return name.equals("aggregate")
            && body.get("pipeline") instanceof List<?> pipeline
            && !pipeline.isEmpty()
            && pipeline.getFirst() instanceof Document first
            && first.get("$changeStream") instanceof Document options
        ? options
        : null;
  }

  boolean writesByAggregation() {
    return name.equals("aggregate")
        && body.get("pipeline") instanceof List<?> pipeline
        && pipeline.stream()
            .anyMatch(stage ->
                stage instanceof Document one
                    && (one.containsKey("$out") || one.containsKey("$merge")));
  }

  /** The same command, whose cursor ends with its first batch. */
  Command inOneBatch() {
    Document one = body.clone();
    if (name.equals("find")) {
      one.append("batchSize", Integer.MAX_VALUE);
    } else if (name.equals("aggregate")) {
      one.append("cursor", new Document("batchSize", Integer.MAX_VALUE));
    }
    return new Command(channel, database, name, one);
  }

  /** A whole number of the body. */
  long number(String key, long otherwise) {
    return body.get(key) instanceof Number number ? number.longValue() : otherwise;
  }

  /** How many documents a batch may have; 0 for no limit. */
  int batchSize(int otherwise) {
    Object size =
        body.get("cursor") instanceof Document cursor
            ? cursor.get("batchSize")
            : body.get("batchSize");
    return size instanceof Number number ? number.intValue() : otherwise;
  }
}
