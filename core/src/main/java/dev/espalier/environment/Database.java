package dev.espalier.environment;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientException;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.connection.ServerDescription;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.otp.Exit;
import dev.espalier.otp.ExitReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * An environment's database, over the connection that Repo holds. Once that is closed, whoever uses
 * it exits as if Repo had not been there when it was called. While MongoDB is down, all that needs
 * it fails with a {@link DatabaseUnreachableException}: at once when it was stopped, else after 3 s
 * or what its connection string says.
 */
public final class Database implements AutoCloseable {
  /** Who has used the environment; no app and no query sees it. */
  public static final String USERS = CollectionName.OWN + "users";

  private static final List<String> UNSEEN =
      List.of(USERS, Crontab.COLLECTION, Webhooks.COLLECTION);

  /** Less than callers have, so that they are told that MongoDB does not answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** How soon after one look at a server that is down the driver may look again. */
  private static final Duration NEXT_LOOK = Duration.ofMillis(50);

  private final MongoDeployment mongo;
  private final MongoClient client;
  private final MongoDatabase database;
  private final OperationClock operations;
  private volatile int noticed;
  private volatile boolean closed;

  private Database(
      MongoDeployment mongo, MongoClient client, String name, OperationClock operations) {
    this.mongo = mongo;
    this.client = client;
    this.database = client.getDatabase(name);
    this.operations = operations;
    this.noticed = mongo.outages();
  }

  /** Connects when it is first used. */
  static Database open(MongoDeployment mongo, String name, OperationClock operations) {
    MongoClientSettings settings =
        MongoClientSettings.builder()
            .applyToClusterSettings(cluster ->
                cluster.serverSelectionTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
            .applyToServerSettings(
                server -> server.minHeartbeatFrequency(NEXT_LOOK.toMillis(), TimeUnit.MILLISECONDS))
            .applyConnectionString(new ConnectionString(mongo.uri()))
            .build();
    return new Database(mongo, MongoClients.create(settings), name, operations);
  }

  /**
   * Does something with it.
   *
   * @throws DatabaseUnreachableException when MongoDB is down
   */
  <T> T use(Supplier<T> work) {
    try {
      checkRunning();
      return work.get();
    } catch (RuntimeException e) {
      if (closed) {
        throw new Exit(ExitReason.noProcess());
      }
      throw e instanceof MongoException told ? DatabaseUnreachableException.orOther(told) : e;
    }
  }

  /** Whether MongoDB was stopped on purpose. */
  boolean isStopped() {
    return mongo.isStopped();
  }

  /** Whoever stopped MongoDB knows that it is down, and so nobody has to wait to find that out. */
  void checkRunning() {
    noticeOutages();
    if (isStopped()) {
      throw new DatabaseUnreachableException(null);
    }
  }

  /** Lets the driver find out that its connections are broken, before somebody uses one. */
  private void noticeOutages() {
    int outages = mongo.outages();
    if (outages != noticed) {
      noticed = outages;
      try {
        if (client.getClusterDescription().getServerDescriptions().stream()
            .anyMatch(ServerDescription::isOk)) {
          ping();
        }
      } catch (MongoException _) {
        // So it has found out.
      }
    }
  }

  private BsonDocument ping() {
    return database.runCommand(new BsonDocument("ping", new BsonInt32(1)), BsonDocument.class);
  }

  /** The cluster time of the newest write. */
  public BsonTimestamp now() {
    BsonTimestamp now = use(() -> ping().getTimestamp("operationTime"));
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
        use(() -> database.runCommand(command, BsonDocument.class).getDocument("cursor"));
    if (cursor.getNumber("id").longValue() != 0) {
      throw new MongoClientException(
          "the query %s of %s finds more than MongoDB returns at once (16 MB)"
              .formatted(filter.toJson(), collection));
    }
    return cursor.getArray("firstBatch").stream().map(BsonValue::asDocument).toList();
  }

  ChangeStreamIterable<BsonDocument> watch() {
    return database
        .watch(List.of(Aggregates.match(Filters.nin("ns.coll", UNSEEN))), BsonDocument.class)
        .fullDocument(FullDocument.WHEN_AVAILABLE);
  }

  public MongoCollection<BsonDocument> collection(String name) {
    return database.getCollection(name, BsonDocument.class);
  }

  /** Opens a change stream. */
  <T> MongoChangeStreamCursor<ChangeStreamDocument<T>> open(ChangeStreamIterable<T> stream) {
    return use(stream::cursor);
  }

  /** Has the server forget a cursor of a change stream, whoever is reading it. */
  void killCursor(long id) {
    BsonDocument command =
        new BsonDocument("killCursors", new BsonString("$cmd.aggregate"))
            .append("cursors", new BsonArray(List.of(new BsonInt64(id))));
    use(() -> database.runCommand(command, BsonDocument.class));
  }

  /**
   * A session whose writes CS will have read before the node is settled. MongoDB need not be there
   * yet.
   */
  ClientSession startSession() {
    try {
      return client.startSession();
    } catch (IllegalStateException e) {
      if (closed) {
        throw new Exit(ExitReason.noProcess());
      }
      throw e;
    }
  }

  /** Closes a session or a cursor; when MongoDB was stopped, it has forgotten both. */
  void unlessStopped(Runnable close) {
    if (!isStopped()) {
      close.run();
    }
  }

  /**
   * Does something in a session of its own.
   *
   * @throws DatabaseUnreachableException when MongoDB is down
   */
  public <T> T inSession(Function<ClientSession, T> work) {
    return use(() -> {
      ClientSession session = client.startSession();
      try {
        return work.apply(session);
      } finally {
        wrote(session);
        unlessStopped(session::close);
      }
    });
  }

  void wrote(ClientSession session) {
    operations.reached(session.getOperationTime());
  }

  @Override
  public void close() {
    closed = true;
    noticeOutages();
    client.close();
  }
}
