package dev.espalier.environment;

import com.google.common.collect.ImmutableList;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/** What CS publishes: everything that became visible at one cluster time. */
public record Change(BsonTimestamp time, ImmutableList<Event> events) {

  /** The change that a message tells of, whichever way it is routed; none for other messages. */
  public static Optional<Change> in(Object message) {
    return switch (message) {
      case Change change -> Optional.of(change);
      case ChangeStream.Touching(Change change, _) -> Optional.of(change);
      default -> Optional.empty();
    };
  }

  /** A change of a collection. */
  public sealed interface Event {
    String collection();
  }

  /**
   * A document was inserted, updated or replaced.
   *
   * @param document what it is now
   */
  public record Put(String operation, String collection, BsonDocument document) implements Event {
    BsonValue id() {
      return Objects.requireNonNull(document.get("_id"));
    }
  }

  public record Removed(String collection, BsonValue id) implements Event {}

  /** The collection was dropped or renamed, or another took its place. */
  public record Replaced(String collection) implements Event {}

  /**
   * Published when changes may have been missed: everything is to be read anew.
   *
   * @param until nothing after that was missed
   */
  public record Missed(BsonTimestamp until) {}
}
