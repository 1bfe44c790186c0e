package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** The databases as of one cluster time, copied when they are first asked for. */
final class Snapshot {
  private final Store main;
  private final ChangeLog log;
  private final BsonTimestamp time;
  private final Store copy;
  private final Set<String> copied = new HashSet<>();
  private boolean copying;

  /**
   * @param journal told what is changed in this snapshot
   * @throws CommandException when the time is too long ago
   */
  Snapshot(Store main, ChangeLog log, BsonTimestamp time, Consumer<Change> journal) {
    if (!log.reachesBackTo(time)) {
      throw CommandException.snapshotUnavailable();
    }
    this.main = main;
    this.log = log;
    this.time = time;
    this.copy =
        new Store(
            main.getClock(),
            change -> {
              if (!copying) {
                journal.accept(change);
              }
            });
  }

  /** Runs a command on it; a cursor's documents all come in its first batch. */
  Document run(Command command) {
    if (copied.add(command.database())) {
      copy(command.database());
    }
    return copy.run(command.inOneBatch());
  }

  private void copy(String database) {
    Map<Namespace, Map<Object, Document>> collections = new LinkedHashMap<>();
    for (Namespace namespace : main.collections(database)) {
      Map<Object, Document> documents = new LinkedHashMap<>();
      main.documents(namespace).forEach(document -> documents.put(idOf(document), document));
      collections.put(namespace, documents);
    }
    for (Commit commit : log.afterInReverse(time)) {
      for (Change change : commit.changes().reversed()) {
        if (change.databaseName().equals(database)) {
          undo(change, collections);
        }
      }
    }
    copying = true;
    collections.forEach((namespace, documents) ->
        documents.values().forEach(document -> copy.add(namespace, document)));
    copying = false;
  }

  private static void undo(Change change, Map<Namespace, Map<Object, Document>> collections) {
    switch (change) {
      case Change.Insert insert -> of(insert.namespace(), collections).remove(insert.id());
      case Change.Update update ->
          of(update.namespace(), collections).put(update.id(), update.before());
      case Change.Delete delete ->
          of(delete.namespace(), collections).put(delete.id(), delete.before());
      case Change.Drop drop ->
          drop.before()
              .forEach(document -> of(drop.namespace(), collections).put(idOf(document), document));
      case Change.DropDatabase _ -> {} // its collections' ends come before it
    }
  }

  private static Map<Object, Document> of(
      Namespace namespace, Map<Namespace, Map<Object, Document>> collections) {
    return collections.computeIfAbsent(namespace, _ -> new LinkedHashMap<>());
  }

  private static Object idOf(Document document) {
    return Objects.requireNonNull(document.get("_id"));
  }
}
