package dev.espalier.environment;

import com.mongodb.MongoClientException;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.changestream.FullDocument;
import dev.espalier.otp.Exit;
import dev.espalier.otp.ExitReason;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * An environment's database, over the connection that Repo holds. Once that is closed, whoever uses
 * it exits as if Repo had not been there when it was called.
 */
public final class Database implements AutoCloseable {
  /** Who has used the environment; no app and no query sees it. */
  public static final String USERS = "espalier.users";

  private final MongoClient client;
  private final MongoDatabase database;
  private final OperationClock operations;
  private volatile boolean closed;

  Database(MongoClient client, String name, OperationClock operations) {
    this.client = client;
    this.database = client.getDatabase(name);
    this.operations = operations;
  }

  private <T> T whileOpen(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (closed) {
        throw new Exit(ExitReason.noProcess());
      }
      throw e;
    }
  }

  /** The cluster time of the newest write. */
  public BsonTimestamp now() {
    BsonDocument ping = new BsonDocument("ping", new BsonInt32(1));
    BsonTimestamp now =
        whileOpen(
            () -> database.runCommand(ping, BsonDocument.class).getTimestamp("operationTime"));
    operations.reached(now);
    return now;
  }

  /** The documents that match, as they were at a cluster time. */
  public List<BsonDocument> find(String collection, BsonDocument filter, BsonTimestamp at) {
    BsonDocument command =
        new BsonDocument("find", new BsonString(collection))
            .append("filter", filter)
            .append("batchSize", new BsonInt32(Integer.MAX_VALUE))
            .append(
                "readConcern",
                new BsonDocument("level", new BsonString("snapshot")).append("atClusterTime", at));
    BsonDocument cursor =
        whileOpen(() -> database.runCommand(command, BsonDocument.class).getDocument("cursor"));
    if (cursor.getNumber("id").longValue() != 0) {
      throw new MongoClientException(
          "the query %s of %s finds more than MongoDB returns at once (16 MB)"
              .formatted(filter.toJson(), collection));
    }
    return cursor.getArray("firstBatch").stream().map(BsonValue::asDocument).toList();
  }

  ChangeStreamIterable<BsonDocument> watch() {
    return database
        .watch(List.of(Aggregates.match(Filters.ne("ns.coll", USERS))), BsonDocument.class)
        .fullDocument(FullDocument.WHEN_AVAILABLE);
  }

  public MongoCollection<BsonDocument> collection(String name) {
    return database.getCollection(name, BsonDocument.class);
  }

  /** A session whose writes CS will have read before the node is settled. */
  ClientSession startSession() {
    return whileOpen(client::startSession);
  }

  /** Does something in a session of its own. */
  public <T> T inSession(Function<ClientSession, T> work) {
    return whileOpen(() -> {
      try (ClientSession session = client.startSession()) {
        try {
          return work.apply(session);
        } finally {
          wrote(session);
        }
      }
    });
  }

  void wrote(ClientSession session) {
    operations.reached(session.getOperationTime());
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }
}
