package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Objects;

/** What a write did. The documents are copies; nobody changes them. */
sealed interface Change {

  /** A change of one document. */
  sealed interface OfDocument extends Change {
    Namespace namespace();

    Object id();
  }

  record Insert(Namespace namespace, Document after) implements OfDocument {
    @Override
    public Object id() {
      return idOf(after);
    }
  }

  /**
   * An update.
   *
   * @param replaced whether the whole document was given
   */
  record Update(Namespace namespace, Document before, Document after, boolean replaced)
      implements OfDocument {
    @Override
    public Object id() {
      return idOf(after);
    }
  }

  record Delete(Namespace namespace, Document before) implements OfDocument {
    @Override
    public Object id() {
      return idOf(before);
    }
  }

  /**
   * The end of a collection.
   *
   * @param before the documents it had
   */
  record Drop(Namespace namespace, List<Document> before) implements Change {}

  record DropDatabase(String database) implements Change {}

  /** Whether it has to do with that collection. */
  default boolean concerns(Namespace collection) {
    return switch (this) {
      case OfDocument document -> document.namespace().equals(collection);
      case Drop drop -> drop.namespace.equals(collection);
      case DropDatabase drop -> drop.database.equals(collection.database());
    };
  }

  /** The database it happened in. */
  default String databaseName() {
    return switch (this) {
      case OfDocument document -> document.namespace().database();
      case Drop drop -> drop.namespace.database();
      case DropDatabase drop -> drop.database;
    };
  }

  private static Object idOf(Document document) {
    return Objects.requireNonNull(document.get("_id"));
  }
}
