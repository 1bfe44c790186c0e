package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Documents in memory, whose every change is told to a journal before it is made for good. */
final class Store extends MemoryBackend {
  private final Consumer<Change> journal;
  private final Set<Namespace> collections = new LinkedHashSet<>();

  Store(Clock clock, Consumer<Change> journal) {
    super(clock);
    this.journal = journal;
  }

  /** Runs a command on these documents. */
  Document run(Command command) {
    return handleCommand(command.channel(), command.database(), command.name(), command.body());
  }

  /** The document as it is now. */
  @Nullable Document document(Namespace namespace, Object id) {
    MongoCollection<?> collection = find(namespace);
    return collection == null
        ? null
        : collection
            .handleQueryAsStream(new Document("_id", id))
            .findFirst()
            .map(Document::cloneDeeply)
            .orElse(null);
  }

  /** The collections of a database. */
  List<Namespace> collections(String database) {
    return collections.stream().filter(it -> it.database().equals(database)).toList();
  }

  /** All documents of a collection, in their order. */
  List<Document> documents(Namespace namespace) {
    MongoCollection<?> collection = find(namespace);
    return collection == null
        ? List.of()
        : collection.queryAllAsStream().map(Document::cloneDeeply).toList();
  }

  private @Nullable MongoCollection<?> find(Namespace namespace) {
    return resolveDatabase(namespace.database()).resolveCollection(namespace.collection(), false);
  }

  private MongoCollection<?> findOrCreate(Namespace namespace) {
    MongoCollection<?> collection = find(namespace);
    return collection != null
        ? collection
        : resolveDatabase(namespace.database())
            .createCollectionOrThrowIfExists(
                namespace.collection(), CollectionOptions.withDefaults());
  }

  /** Adds a document as it is. */
  void add(Namespace namespace, Document document) {
    findOrCreate(namespace).addDocument(document.cloneDeeply());
  }

  /** Makes a change that was made elsewhere. */
  void apply(Change.OfDocument change) {
    switch (change) {
      case Change.Insert insert -> add(insert.namespace(), insert.after());
      case Change.Update update -> replace(update.namespace(), update.after());
      case Change.Delete delete -> remove(delete.namespace(), delete.id());
    }
  }

  /** Takes a change back. */
  void undo(Change.OfDocument change) {
    switch (change) {
      case Change.Insert insert -> remove(insert.namespace(), insert.id());
      case Change.Update update -> replace(update.namespace(), update.before());
      case Change.Delete delete -> add(delete.namespace(), delete.before());
    }
  }

  private void replace(Namespace namespace, Document document) {
    findOrCreate(namespace)
        .updateDocuments(
            new Document("_id", Objects.requireNonNull(document.get("_id"))),
            document.cloneDeeply(),
            ArrayFilters.empty(),
            false,
            false,
            NoopOplog.get());
  }

  private void remove(Namespace namespace, Object id) {
    findOrCreate(namespace).deleteDocuments(new Document("_id", id), 1);
  }

  @Override
  public MemoryDatabase openOrCreateDatabase(String databaseName) {
    return new StoredDatabase(databaseName, getCursorRegistry());
  }

  @Override
  public void dropDatabase(String databaseName) {
    super.dropDatabase(databaseName);
    journal.accept(new Change.DropDatabase(databaseName));
  }

  private final class StoredDatabase extends MemoryDatabase {
    StoredDatabase(String name, CursorRegistry cursors) {
      super(name, cursors);
    }

    @Override
    protected MemoryCollection openOrCreateCollection(String name, CollectionOptions options) {
      return name.startsWith("system.")
          ? super.openOrCreateCollection(name, options)
          : new StoredCollection(this, name, options, cursorRegistry);
    }
  }

  private final class StoredCollection extends MemoryCollection {
    private final Namespace namespace;
    private boolean replacing;

    StoredCollection(
        StoredDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
      super(database, name, options, cursors);
      this.namespace = new Namespace(database.getDatabaseName(), name);
      collections.add(namespace);
    }

    @Override
    protected Integer addDocumentInternal(Document document) {
      journal.accept(new Change.Insert(namespace, document.cloneDeeply()));
      return super.addDocumentInternal(document);
    }

    @Override
    public synchronized Document updateDocuments(
        Document selector,
        Document update,
        ArrayFilters arrayFilters,
        boolean isMulti,
        boolean isUpsert,
        Oplog oplog) {
      replacing = isWhole(update);
      return super.updateDocuments(selector, update, arrayFilters, isMulti, isUpsert, oplog);
    }

    @Override
    public synchronized Document findAndModify(Document query) {
      replacing = query.get("update") instanceof Document update && isWhole(update);
      return super.findAndModify(query);
    }

    private static boolean isWhole(Document update) {
      return update.keySet().stream().noneMatch(key -> key.startsWith("$"));
    }

    @Override
    protected void handleUpdate(Integer position, Document before, Document after) {
      journal.accept(
          new Change.Update(namespace, before.cloneDeeply(), after.cloneDeeply(), replacing));
    }

    @Override
    protected void removeDocument(Integer position) {
      journal.accept(new Change.Delete(namespace, getDocument(position).cloneDeeply()));
      super.removeDocument(position);
    }

    @Override
    public void drop() {
      journal.accept(
          new Change.Drop(namespace, queryAllAsStream().map(Document::cloneDeeply).toList()));
      collections.remove(namespace);
      super.drop();
    }
  }
}
