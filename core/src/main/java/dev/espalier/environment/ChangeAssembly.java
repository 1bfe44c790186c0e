package dev.espalier.environment;

import com.google.common.collect.ImmutableList;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.OperationType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * Puts the events of a change stream together: those of one cluster time, such as a transaction's,
 * are one {@link Change}.
 */
final class ChangeAssembly {
  private final Database database;
  private final List<ChangeStreamDocument<BsonDocument>> together = new ArrayList<>();

  ChangeAssembly(Database database) {
    this.database = database;
  }

  /**
   * Takes in the next event.
   *
   * @return the change that was before it, if it is of another time
   */
  Optional<Change> add(ChangeStreamDocument<BsonDocument> event) {
    boolean later =
        !together.isEmpty()
            && !Objects.equals(together.getFirst().getClusterTime(), event.getClusterTime());
    Optional<Change> before = later ? take() : Optional.empty();
    together.add(event);
    return before;
  }

  /** Whether that is the last event's own token, so that more of its time may follow. */
  boolean endsWith(BsonDocument token) {
    return !together.isEmpty() && together.getLast().getResumeToken().equals(token);
  }

  /** The change of which no more is to come, if there is one. */
  Optional<Change> take() {
    if (together.isEmpty()) {
      return Optional.empty();
    }
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
    return Optional.of(new Change(time, events.build()));
  }

  /** Forgets what is not whole: it will be read again. */
  void discard() {
    together.clear();
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
}
