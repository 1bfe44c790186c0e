package dev.espalier.environment;

import com.mongodb.MongoCommandException;
import com.mongodb.ServerCursor;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.espalier.otp.PortDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * Reads a change stream into {@link Change}s. Now and then it says how far it has read, also when
 * there was nothing to read.
 *
 * <p>A connection that breaks is the driver's to replace: it opens another cursor where the last
 * one was. Where it cannot because MongoDB is down, the reader says that it is {@link Lost}, and
 * rests until it is told to {@link #check}.
 */
final class ChangeReader implements PortDriver {
  /** Snapshots can be read for minutes (MongoDB: 5 by default), so this is often enough. */
  private static final int SECONDS_BETWEEN_POSITIONS = 30;

  /** The error that a cursor is killed with while somebody waits for more of it. */
  private static final int CURSOR_KILLED = 237;

  /** MongoDB gives no cursor this id. */
  private static final long NO_CURSOR = 0;

  /** It reads through another cursor. */
  sealed interface Connected {

    /** It goes on where it was. */
    record Resumed(BsonTimestamp from) implements Connected {}

    /**
     * It reads what happens from now on.
     *
     * @param why where it was is of no use; none when it was nowhere
     */
    record Begun(BsonTimestamp from, @Nullable String why) implements Connected {}
  }

  /** MongoDB does not answer. */
  record Lost() {}

  private final Database database;
  private final OperationClock operations;
  private final Duration patience;
  private final ChangeAssembly assembly;

  private Repo.@Nullable Read place;
  private volatile @Nullable MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> cursor;
  private volatile long cursorId = NO_CURSOR;
  private volatile long killedId = NO_CURSOR;
  private volatile boolean reading;
  private volatile boolean closed;

  /** Times: of the last change read, of the last read, and of what its owner was told and has. */
  private BsonTimestamp passed;

  private BsonTimestamp read;
  private BsonTimestamp told;
  private volatile BsonTimestamp delivered;

  /** How often it was to check, and how often it has by now. */
  private final AtomicLong asked = new AtomicLong();

  private final Semaphore wakeUp = new Semaphore(0);
  private long answering;
  private volatile long answered;

  /**
   * @param place where it goes on; what happened until then is not news
   * @param patience how long a read waits for something to happen
   */
  ChangeReader(
      Database database, OperationClock operations, Optional<Repo.Read> place, Duration patience) {
    this.database = database;
    this.operations = operations;
    this.patience = patience;
    this.assembly = new ChangeAssembly(database);
    this.place = place.orElse(null);
    this.passed = place.map(Repo.Read::time).orElse(new BsonTimestamp(0));
    this.read = passed;
    this.told = passed;
    this.delivered = passed;
  }

  /** The cluster time that a resume token begins with, as a KeyString: 82, then 8 bytes. */
  static BsonTimestamp timeOf(BsonDocument token) {
    return new BsonTimestamp(
        Long.parseUnsignedLong(token.getString("_data").getValue().substring(2, 18), 16));
  }

  /**
   * Opens the stream: where it was, or else now.
   *
   * @throws DatabaseUnreachableException when MongoDB is down
   */
  Connected connect() {
    if (place == null) {
      return begin(null);
    }
    try {
      opened(stream().resumeAfter(place.token()));
      return new Connected.Resumed(place.time());
    } catch (MongoCommandException e) {
      return begin(e.getErrorMessage());
    }
  }

  private Connected begin(@Nullable String why) {
    BsonTimestamp now = database.now();
    opened(stream().startAtOperationTime(now));
    place = null;
    passed = now;
    read = now;
    told = now;
    delivered = now;
    return new Connected.Begun(now, why);
  }

  private ChangeStreamIterable<BsonDocument> stream() {
    return database.watch().maxAwaitTime(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void opened(ChangeStreamIterable<BsonDocument> stream) {
    MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> opened = database.open(stream);
    cursorId = idOf(opened);
    cursor = opened;
    if (closed) {
      database.unlessStopped(opened::close);
    }
  }

  private static long idOf(MongoChangeStreamCursor<?> opened) {
    ServerCursor known = opened.getServerCursor();
    return known == null ? NO_CURSOR : known.getId();
  }

  /** Has it find out whether MongoDB answers: whether it is lost, or is no more. */
  void check() {
    asked.incrementAndGet();
    wakeUp.release();
  }

  /** Has the server forget the cursor, so that the next read fails as on a broken connection. */
  void cut() {
    long id = cursorId;
    if (cursor != null && id != NO_CURSOR) {
      database.killCursor(id);
      killedId = id;
    }
  }

  @Override
  public boolean pending() {
    boolean inVain = reading && database.isStopped();
    return !inVain && (asked.get() > answered || (cursor != null && (isBehind() || isCut())));
  }

  private boolean isBehind() {
    return operations.latest().compareTo(delivered) > 0;
  }

  private boolean isCut() {
    return killedId != NO_CURSOR && killedId == cursorId;
  }

  @Override
  public List<?> read() throws InterruptedException {
    if (cursor == null) {
      wakeUp.acquire();
      wakeUp.drainPermits();
    }
    answering = asked.get();
    if (closed) {
      return List.of();
    }
    reading = true;
    try {
      return cursor == null ? List.of(connect()) : database.use(this::readOn);
    } catch (DatabaseUnreachableException e) {
      drop();
      return List.of(new Lost());
    } catch (MongoCommandException e) {
      if (e.getErrorCode() != CURSOR_KILLED) {
        throw e;
      }
      drop();
      check();
      return List.of();
    }
  }

  /** What was not read to the end is read again. */
  private void drop() {
    closeCursor();
    cursor = null;
    cursorId = NO_CURSOR;
    killedId = NO_CURSOR;
    assembly.discard();
  }

  private List<Object> readOn() {
    MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> current =
        Objects.requireNonNull(cursor);
    List<Object> messages = new ArrayList<>();
    ChangeStreamDocument<BsonDocument> event = current.tryNext();
    long id = idOf(current);
    if (id != cursorId && id != NO_CURSOR) {
      cursorId = id;
      messages.add(new Connected.Resumed(read));
    }
    while (event != null) {
      if (timeOf(event.getResumeToken()).compareTo(passed) > 0) {
        assembly.add(event).ifPresent(change -> pass(change, messages));
      }
      event = current.available() > 0 ? current.tryNext() : null;
    }
    BsonDocument token = Objects.requireNonNull(current.getResumeToken());
    if (assembly.endsWith(token)) {
      return messages;
    }
    assembly.take().ifPresent(change -> pass(change, messages));
    read = timeOf(token);
    place = new Repo.Read(token, read);
    if (!messages.isEmpty() || read.getTime() - told.getTime() >= SECONDS_BETWEEN_POSITIONS) {
      told = read;
      messages.add(place);
    }
    return messages;
  }

  private void pass(Change change, List<Object> messages) {
    passed = change.time();
    messages.add(change);
  }

  @Override
  public void delivered() {
    delivered = read;
    answered = answering;
    reading = false;
  }

  @Override
  public void close() {
    closed = true;
    wakeUp.release();
    closeCursor();
  }

  private void closeCursor() {
    MongoChangeStreamCursor<?> open = cursor;
    if (open != null) {
      database.unlessStopped(open::close);
    }
  }
}
