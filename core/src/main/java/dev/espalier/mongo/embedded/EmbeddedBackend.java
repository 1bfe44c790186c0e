package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import io.netty.channel.Channel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Answers commands, one at a time; a change stream that waits lets others in. */
final class EmbeddedBackend extends MemoryBackend {
  private static final int LOG_CAPACITY = 100_000;
  private static final long FIRST_CURSOR = 1L << 40;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** What MongoDB 7.0 calls itself; the driver refuses versions that are too old. */
  private static final int WIRE_VERSION = 21;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ClusterClock clock;
  private final ChangeLog log = new ChangeLog(LOG_CAPACITY);
  private final List<Change> changes = new ArrayList<>();
  private final Store store;
  private final Transactions transactions;
  private final RetryableWrites retryableWrites = new RetryableWrites();
  private final Map<Long, ChangeStreamCursor> streams = new HashMap<>();
  private String address = "";
  private long cursors = FIRST_CURSOR;
  private boolean closed;

  EmbeddedBackend(Clock clock) {
    super(clock);
    this.clock = new ClusterClock(clock);
    this.store = new Store(clock, changes::add);
    this.transactions = new Transactions(store, log, this.clock);
  }

  /** Tells it where clients find it. */
  void listeningOn(String hostAndPort) {
    this.address = hostAndPort;
  }

  @Override
  public Document handleCommand(Channel channel, String database, String name, Document body) {
    Command command = new Command(channel, database, name, body);
    lock.lock();
    try {
      Document reply = answer(command).cloneDeeply();
      return withTimes(reply);
    } catch (MongoServerException e) {
      return withTimes(failure(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure(new CommandException(11600, "InterruptedAtShutdown", "shutting down"));
    } finally {
      lock.unlock();
    }
  }

  private Document withTimes(Document reply) {
    BsonTimestamp now = clock.now();
    Document signature = new Document("hash", new BinData(new byte[20])).append("keyId", 0L);
    return reply
        .append("operationTime", now)
        .append("$clusterTime", new Document("clusterTime", now).append("signature", signature));
  }

  private static Document failure(MongoServerException failure) {
    Document reply = new Document("ok", 0.0).append("errmsg", failure.getMessageWithoutErrorCode());
    if (failure instanceof MongoServerError error) {
      reply.append("code", error.getCode()).append("codeName", error.getCodeName());
    }
    if (failure instanceof CommandException command && !command.labels().isEmpty()) {
      reply.append("errorLabels", command.labels());
    }
    return reply;
  }

  private Document answer(Command command) throws InterruptedException {
    return switch (command.name()) {
      case "hello", "isMaster", "ismaster" -> hello();
      case "endSessions" -> endSessions(command);
      case "commitTransaction" -> commitTransaction(transactionOf(command));
      case "abortTransaction" -> {
        transactions.abort(transactionOf(command));
        yield ok();
      }
      case "getMore" -> getMore(command);
      case "killCursors" -> killCursors(command);
      case "renameCollection" -> throw CommandException.notSupported("renameCollection");
      default -> {
        Document stream = command.changeStream();
        yield stream == null ? onDocuments(command) : openStream(command, stream);
      }
    };
  }

  private static Document ok() {
    return new Document("ok", 1.0);
  }

  private Document hello() {
    return new Document("helloOk", true)
        .append("isWritablePrimary", true)
        .append("ismaster", true)
        .append("setName", "espalier")
        .append("setVersion", 1)
        .append("hosts", List.of(address))
        .append("primary", address)
        .append("me", address)
        .append("secondary", false)
        .append("maxBsonObjectSize", 16 * 1024 * 1024)
        .append("maxMessageSizeBytes", 48_000_000)
        .append("maxWriteBatchSize", 100_000)
        .append("localTime", clock.wallTime())
        .append("logicalSessionTimeoutMinutes", 30)
        .append("minWireVersion", 0)
        .append("maxWireVersion", WIRE_VERSION)
        .append("ok", 1.0);
  }

  private Document endSessions(Command command) {
    if (command.body().get("endSessions") instanceof List<?> sessions) {
      for (Object session : sessions) {
        transactions.forget((Document) session);
        retryableWrites.end((Document) session);
      }
    }
    return ok();
  }

  // Documents.

  private Document onDocuments(Command command) {
    TransactionId id = command.transaction();
    if (id != null && command.inTransaction()) {
      return transactions.run(id, command);
    }
    if (command.readsSnapshot()) {
      return readSnapshot(command);
    }
    if (id == null || !command.retryable()) {
      return write(command);
    }
    Document given = retryableWrites.reply(id);
    if (given != null) {
      return given;
    }
    Document reply = write(command);
    retryableWrites.answered(id, reply);
    return reply;
  }

  /** Runs a command; each of its changes is a commit of its own, also if it then fails. */
  private Document write(Command command) {
    try {
      return store.run(command);
    } finally {
      changes.forEach(change -> commit(null, List.of(change)));
      changes.clear();
    }
  }

  private void commit(@Nullable TransactionId transaction, List<Change> committed) {
    log.add(new Commit(clock.tick(), clock.wallTime(), transaction, committed));
    changed.signalAll();
  }

  private Document readSnapshot(Command command) {
    BsonTimestamp time = Objects.requireNonNullElse(command.atClusterTime(), clock.now());
    Document reply =
        unchangedSince(time, command.database())
            ? store.run(command.inOneBatch())
            : new Snapshot(
                    store,
                    log,
                    time,
                    _ -> {
                      throw CommandException.notSupported("writes with read concern snapshot");
                    })
                .run(command);
    if (reply.get("cursor") instanceof Document cursor) {
      cursor.append("atClusterTime", time);
    }
    return reply;
  }

  private boolean unchangedSince(BsonTimestamp time, String database) {
    return log.reachesBackTo(time)
        && log.after(time).stream()
            .flatMap(commit -> commit.changes().stream())
            .noneMatch(change -> change.databaseName().equals(database));
  }

  private static TransactionId transactionOf(Command command) {
    TransactionId id = command.transaction();
    if (id == null) {
      throw new CommandException(
          72, "InvalidOptions", command.name() + " needs lsid, txnNumber and autocommit: false");
    }
    return id;
  }

  private Document commitTransaction(TransactionId id) {
    transactions.commit(id, made -> makeVisible(id, made));
    return ok();
  }

  /** Makes all the changes, or none when one of them fails. */
  private void makeVisible(TransactionId id, List<Change> made) {
    List<Change.OfDocument> applied = new ArrayList<>();
    try {
      for (Change change : made) {
        if (change instanceof Change.OfDocument document) {
          store.apply(document);
          applied.add(document);
        }
      }
    } catch (MongoServerException e) {
      applied.reversed().forEach(store::undo);
      throw e;
    } finally {
      changes.clear();
    }
    if (!made.isEmpty()) {
      commit(id, List.copyOf(made));
    }
  }

  // Cursors.

  private Document openStream(Command command, Document options) {
    ChangeStream stream = ChangeStream.parse(command, options, clock.now());
    Aggregation following =
        Aggregation.fromPipeline(
            ChangeStream.following(command),
            store::resolveDatabase,
            store.resolveDatabase(command.database()),
            null,
            NoopOplog.get());
    ChangeStreamCursor cursor =
        new ChangeStreamCursor(
            ++cursors,
            stream,
            stream.cursorNamespace(command.database()),
            following,
            store,
            log,
            clock);
    streams.put(cursor.getId(), cursor);
    return cursor.reply("firstBatch", cursor.takeDocuments(command.batchSize(0)));
  }

  private Document getMore(Command command) throws InterruptedException {
    ChangeStreamCursor cursor = streams.get(command.number("getMore", 0));
    if (cursor == null) {
      return store.run(command);
    }
    long wait = TimeUnit.MILLISECONDS.toNanos(command.number("maxTimeMS", LONGEST_WAIT.toMillis()));
    List<Document> events = cursor.takeDocuments(command.batchSize(0));
    while (events.isEmpty() && !cursor.moved() && !cursor.ended() && wait > 0 && !closed) {
      wait = changed.awaitNanos(wait);
      if (!streams.containsKey(cursor.getId())) {
        throw CommandException.cursorKilled();
      }
      events = cursor.takeDocuments(command.batchSize(0));
    }
    if (cursor.ended()) {
      streams.remove(cursor.getId());
    }
    return cursor.reply("nextBatch", events);
  }

  private Document killCursors(Command command) {
    List<?> ids = (List<?>) Objects.requireNonNull(command.body().get("cursors"));
    if (streams.keySet().containsAll(ids)) {
      streams.keySet().removeAll(Set.copyOf(ids));
      changed.signalAll();
      return ok().append("cursorsKilled", ids).append("cursorsNotFound", List.of());
    }
    return store.run(command);
  }

  /** Nobody is there any more to go on with a cursor or a transaction. */
  void disconnected() {
    lock.lock();
    try {
      streams.clear();
      transactions.abortAll();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    super.close();
  }
}
