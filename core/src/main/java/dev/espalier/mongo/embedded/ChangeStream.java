package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked to be told of: the {@code $changeStream} stage.
 *
 * @param fullDocument when events of updates carry the whole document
 * @param fullDocumentBeforeChange whether events carry the document as it was before
 * @param start where to begin
 */
record ChangeStream(
    Scope scope, FullDocument fullDocument, boolean fullDocumentBeforeChange, ResumeToken start) {

  /** The ways an update's {@code fullDocument} is found. */
  enum FullDocument {
    NONE,
    /** As it is when the event is read. */
    LOOKED_UP,
    /** As the update left it. */
    AFTER_CHANGE
  }

  /** Whose changes. */
  sealed interface Scope {

    /** All databases but the server's own. */
    record Cluster() implements Scope {
      private static final Set<String> OWN = Set.of("admin", "config", "local");
    }

    record Database(String name) implements Scope {}

    record Collection(Namespace name) implements Scope {}

    default boolean covers(Change change) {
      return switch (this) {
        case Cluster _ -> !Cluster.OWN.contains(change.databaseName());
        case Database database -> database.name.equals(change.databaseName());
        case Collection collection -> change.concerns(collection.name);
      };
    }

    /** Whether the stream ends with this change, of those it covers. */
    default boolean endsWith(Change change) {
      return switch (this) {
        case Cluster _ -> false;
        case Database _ -> change instanceof Change.DropDatabase;
        case Collection _ -> !(change instanceof Change.OfDocument);
      };
    }
  }

  /** Reads the stage. */
  static ChangeStream parse(Command command, Document options, BsonTimestamp now) {
    return new ChangeStream(
        scope(command, options),
        switch (mode(options, "fullDocument")) {
          case "updateLookup" -> FullDocument.LOOKED_UP;
          case "whenAvailable", "required" -> FullDocument.AFTER_CHANGE;
          case "default" -> FullDocument.NONE;
          case String other -> throw unknown("fullDocument", other);
        },
        switch (mode(options, "fullDocumentBeforeChange")) {
          case "whenAvailable", "required" -> true;
          case "default", "off" -> false;
          case String other -> throw unknown("fullDocumentBeforeChange", other);
        },
        start(options, now));
  }

  private static Scope scope(Command command, Document options) {
    if (command.body().get("aggregate") instanceof String name) {
      return new Scope.Collection(new Namespace(command.database(), name));
    }
    return Boolean.TRUE.equals(options.get("allChangesForCluster"))
        ? new Scope.Cluster()
        : new Scope.Database(command.database());
  }

  private static String mode(Document options, String key) {
    return String.valueOf(options.getOrDefault(key, "default"));
  }

  private static CommandException unknown(String option, String value) {
    return new CommandException(
        2, "BadValue", "Enumeration value '" + value + "' for field '" + option + "' is not valid");
  }

  private static ResumeToken start(Document options, BsonTimestamp now) {
    if (options.get("resumeAfter") instanceof Document token) {
      ResumeToken start = ResumeToken.parse(token);
      if (start.invalidated()) {
        throw CommandException.invalidResumeToken(
            "Attempting to resume a change stream using 'resumeAfter' is not allowed from an"
                + " invalidate notification: use 'startAfter'.");
      }
      return start;
    }
    if (options.get("startAfter") instanceof Document token) {
      return ResumeToken.parse(token);
    }
    @Nullable Object time = options.get("startAtOperationTime");
    return time instanceof BsonTimestamp from ? ResumeToken.before(from) : ResumeToken.upTo(now);
  }

  /** The namespace its cursor goes by. */
  String cursorNamespace(String database) {
    return scope instanceof Scope.Collection collection
        ? collection.name().toString()
        : database + ".$cmd.aggregate";
  }

  /** Nothing but stages that look at one event at a time may follow. */
  static List<Document> following(Command command) {
    return ((List<?>) Objects.requireNonNull(command.body().get("pipeline")))
        .stream().skip(1).map(Document.class::cast).toList();
  }
}
