package dev.espalier.environment;

import com.google.common.collect.ImmutableList;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.OperationType;
import dev.espalier.otp.PortDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * Reads a change stream; the events of one cluster time, such as a transaction's, become one {@link
 * Change}. Now and then it says how far it has read, also when there was nothing to read.
 */
final class ChangeReader implements PortDriver {
  /** Snapshots can be read for minutes (MongoDB: 5 by default), so this is often enough. */
  private static final int SECONDS_BETWEEN_POSITIONS = 30;

  private final Database database;
  private final MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> cursor;
  private final OperationClock operations;
  private final BsonTimestamp start;
  private final List<ChangeStreamDocument<BsonDocument>> together = new ArrayList<>();
  private BsonTimestamp told;
  private BsonTimestamp read;
  private volatile BsonTimestamp delivered;

  /**
   * @param start what happened until then is not news
   */
  ChangeReader(
      Database database,
      MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> cursor,
      OperationClock operations,
      BsonTimestamp start) {
    this.database = database;
    this.cursor = cursor;
    this.operations = operations;
    this.start = start;
    this.told = start;
    this.read = start;
    this.delivered = start;
  }

  /** The cluster time that a resume token begins with, as a KeyString: 82, then 8 bytes. */
  static BsonTimestamp timeOf(BsonDocument token) {
    return new BsonTimestamp(
        Long.parseUnsignedLong(token.getString("_data").getValue().substring(2, 18), 16));
  }

  @Override
  public boolean pending() {
    return operations.latest().compareTo(delivered) > 0;
  }

  @Override
  public List<?> read() {
    List<Object> messages = new ArrayList<>();
    ChangeStreamDocument<BsonDocument> event = cursor.tryNext();
    while (event != null) {
      if (timeOf(event.getResumeToken()).compareTo(start) > 0) {
        if (!together.isEmpty()
            && !Objects.equals(together.getFirst().getClusterTime(), event.getClusterTime())) {
          messages.add(takeChange());
        }
        together.add(event);
      }
      event = cursor.available() > 0 ? cursor.tryNext() : null;
    }
    BsonDocument token = Objects.requireNonNull(cursor.getResumeToken());
    if (isCutShort(token)) {
      return messages;
    }
    if (!together.isEmpty()) {
      messages.add(takeChange());
    }
    read = timeOf(token);
    if (!messages.isEmpty() || read.getTime() - told.getTime() >= SECONDS_BETWEEN_POSITIONS) {
      told = read;
      messages.add(new Repo.Read(token, read));
    }
    return messages;
  }

  /** Whether the batch ended with an event's own token, so that more of its time may follow. */
  private boolean isCutShort(BsonDocument token) {
    return !together.isEmpty() && together.getLast().getResumeToken().equals(token);
  }

  private Change takeChange() {
    BsonTimestamp time = Objects.requireNonNull(together.getFirst().getClusterTime());
    ImmutableList.Builder<Change.Event> events = ImmutableList.builder();
    for (ChangeStreamDocument<BsonDocument> event : together) {
      if (event.getNamespace() != null) {
        events.add(event(event, event.getNamespace().getCollectionName(), time));
      }
      if (event.getDestinationNamespace() != null) {
        events.add(new Change.Replaced(event.getDestinationNamespace().getCollectionName()));
      }
    }
    together.clear();
    return new Change(time, events.build());
  }

  private Change.Event event(
      ChangeStreamDocument<BsonDocument> event, String collection, BsonTimestamp time) {
    BsonDocument key = event.getDocumentKey();
    if (key == null) {
      return new Change.Replaced(collection);
    }
    BsonValue id = Objects.requireNonNull(key.get("_id"));
    if (event.getOperationType() == OperationType.DELETE) {
      return new Change.Removed(collection, id);
    }
    BsonDocument document = event.getFullDocument();
    return document != null
        ? put(event, collection, document)
        : database.find(collection, key, time).stream()
            .findFirst()
            .<Change.Event>map(found -> put(event, collection, found))
            .orElseGet(() -> new Change.Removed(collection, id));
  }

  private static Change.Put put(
      ChangeStreamDocument<BsonDocument> event, String collection, BsonDocument document) {
    return new Change.Put(
        Objects.requireNonNull(event.getOperationTypeString()), collection, document);
  }

  @Override
  public void delivered() {
    delivered = read;
  }

  @Override
  public void close() {
    cursor.close();
  }
}
