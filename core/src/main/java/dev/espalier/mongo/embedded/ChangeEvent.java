package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;

/** The documents a change stream delivers, as MongoDB's manual lists them under Change Events. */
final class ChangeEvent {
  private ChangeEvent() {}

  /** The event of one change. */
  static Document of(Commit commit, int index, ChangeStream stream, Store store) {
    Change change = commit.changes().get(index);
    Document event = head(new ResumeToken(commit.time(), index, false), type(change), commit);
    switch (change) {
      case Change.OfDocument one -> {
        describe(event, one, stream, store);
        if (stream.fullDocumentBeforeChange()) {
          switch (one) {
            case Change.Insert _ -> {}
            case Change.Update update -> event.append("fullDocumentBeforeChange", update.before());
            case Change.Delete delete -> event.append("fullDocumentBeforeChange", delete.before());
          }
        }
      }
      case Change.Drop drop -> event.append("ns", drop.namespace().document());
      case Change.DropDatabase drop -> event.append("ns", new Document("db", drop.database()));
    }
    return event;
  }

  /** The event that tells a stream's end. */
  static Document invalidate(Commit commit, int index) {
    return head(new ResumeToken(commit.time(), index, true), "invalidate", commit);
  }

  private static Document head(ResumeToken token, String type, Commit commit) {
    Document event =
        new Document("_id", token.document())
            .append("operationType", type)
            .append("clusterTime", commit.time())
            .append("wallTime", commit.wallTime());
    TransactionId transaction = commit.transaction();
    if (transaction != null) {
      event.append("txnNumber", transaction.number()).append("lsid", transaction.session());
    }
    return event;
  }

  private static String type(Change change) {
    return switch (change) {
      case Change.Insert _ -> "insert";
      case Change.Update update -> update.replaced() ? "replace" : "update";
      case Change.Delete _ -> "delete";
      case Change.Drop _ -> "drop";
      case Change.DropDatabase _ -> "dropDatabase";
    };
  }

  private static void describe(
      Document event, Change.OfDocument change, ChangeStream stream, Store store) {
    Document key = new Document("_id", change.id());
    switch (change) {
      case Change.Insert insert -> event.append("fullDocument", insert.after());
      case Change.Update update when update.replaced() ->
          event.append("fullDocument", update.after());
      case Change.Update update -> {
        switch (stream.fullDocument()) {
          case NONE -> {}
          case LOOKED_UP ->
              event.append("fullDocument", store.document(update.namespace(), update.id()));
          case AFTER_CHANGE -> event.append("fullDocument", update.after());
        }
      }
      case Change.Delete _ -> {}
    }
    event.append("ns", change.namespace().document()).append("documentKey", key);
    if (change instanceof Change.Update update && !update.replaced()) {
      event.append("updateDescription", UpdateDescription.of(update.before(), update.after()));
    }
  }
}
