package dev.espalier.environment;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.espalier.app.DataAccess.DataException;
import dev.espalier.environment.DataRequest.DataReply;
import dev.espalier.query.DocumentJson;
import dev.espalier.query.Filter;
import dev.espalier.query.InvalidQueryException;
import dev.espalier.query.Parameters;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Carries out what the data API asks, within a Mongo session of its own. One thing is done at a
 * time: it may be closed while a killed process's thread is still on its way out of it.
 */
final class DocumentOperations implements AutoCloseable {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int NOT_FOUND = 404;
  private static final int BAD_REQUEST = 400;
  private static final int FAILED = 500;

  private final Database database;
  private final ClientSession session;
  private final DocumentIds ids;
  private final BsonDocument parameters;
  private final ReentrantLock inUse = new ReentrantLock();

  DocumentOperations(Database database, DocumentIds ids, BsonDocument parameters) {
    this.database = database;
    this.session = database.startSession();
    this.ids = ids;
    this.parameters = parameters;
  }

  /** Does what is asked; what the database or the API refuses is part of the answer. */
  DataReply run(DataRequest.OfDocuments request) {
    return answer(() -> perform(request, collection(request.collection())));
  }

  void startTransaction() {
    session.startTransaction();
  }

  DataReply commit() {
    return answer(() -> {
      session.commitTransaction();
      return JSON.nullNode();
    });
  }

  DataReply abort() {
    return answer(() -> {
      session.abortTransaction();
      return JSON.nullNode();
    });
  }

  private interface Work {
    JsonNode done() throws DataException, InvalidQueryException;
  }

  private DataReply answer(Work work) {
    inUse.lock();
    try {
      database.checkRunning();
      return new DataReply.Ok(work.done());
    } catch (DataException e) {
      return new DataReply.Refused(e.status(), e.reason(), String.valueOf(e.getMessage()));
    } catch (InvalidQueryException e) {
      return new DataReply.Refused(BAD_REQUEST, "invalid_query", String.valueOf(e.getMessage()));
    } catch (MongoException e) {
      return refused(DatabaseUnreachableException.orOther(e));
    } finally {
      database.wrote(session);
      inUse.unlock();
    }
  }

  /** Undoes what was not committed. */
  @Override
  public void close() {
    inUse.lock();
    try {
      database.unlessStopped(session::close);
    } finally {
      inUse.unlock();
    }
  }

  private static DataReply refused(MongoException e) {
    String reason =
        e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
            ? "write_conflict"
            : "mongo_error";
    return new DataReply.Refused(FAILED, reason, saidByServer(e));
  }

  /** The driver's own message names the server's address, which is another in every run. */
  private static String saidByServer(MongoException e) {
    return switch (e) {
      case MongoCommandException command -> command.getErrorMessage();
      case MongoWriteException write -> write.getError().getMessage();
      default -> String.valueOf(e.getMessage());
    };
  }

  private MongoCollection<BsonDocument> collection(String name) throws DataException {
    if (name.isEmpty() || name.startsWith("system.") || name.equals(Database.USERS)) {
      throw new DataException(NOT_FOUND, "collection_not_found", "there is no collection " + name);
    }
    return database.collection(name);
  }

  private JsonNode perform(
      DataRequest.OfDocuments request, MongoCollection<BsonDocument> collection)
      throws DataException, InvalidQueryException {
    return switch (request) {
      case DataRequest.List _ -> all(collection, new BsonDocument(), new BsonDocument());
      case DataRequest.Find find ->
          all(collection, filter(find.query()), toDocument(find.projection()));
      case DataRequest.Get get -> one(collection, id(get.id()));
      case DataRequest.Create create -> {
        BsonDocument document = document(create.document());
        document.remove("_id");
        BsonDocument created = new BsonDocument("_id", new BsonObjectId(ids.next()));
        created.putAll(document);
        collection.insertOne(session, created);
        yield DocumentJson.toJson(created);
      }
      case DataRequest.Replace replace -> {
        BsonDocument document = document(replace.document());
        document.remove("_id");
        Bson which = id(replace.id());
        collection.replaceOne(session, which, document);
        BsonDocument replaced = new BsonDocument("_id", idOf(replace.id()));
        replaced.putAll(document);
        yield DocumentJson.toJson(replaced);
      }
      case DataRequest.Delete delete -> {
        collection.deleteOne(session, id(delete.id()));
        yield JSON.nullNode();
      }
      case DataRequest.UpdateMany update -> {
        collection.updateMany(session, filter(update.filter()), document(update.update()));
        yield JSON.nullNode();
      }
    };
  }

  private JsonNode one(MongoCollection<BsonDocument> collection, Bson which) {
    BsonDocument found = collection.find(session, which).first();
    return found == null ? JSON.nullNode() : DocumentJson.toJson(found);
  }

  private JsonNode all(
      MongoCollection<BsonDocument> collection, BsonDocument filter, BsonDocument projection) {
    ArrayNode documents = JSON.arrayNode();
    collection
        .find(session, filter)
        .projection(projection)
        .sort(new BsonDocument("_id", new BsonInt32(1)))
        .forEach(document -> documents.add(DocumentJson.toJson(document)));
    return documents;
  }

  private BsonDocument filter(JsonNode written) throws DataException, InvalidQueryException {
    return Filter.parse(document(written)).source();
  }

  private BsonDocument document(JsonNode written) throws DataException {
    return (BsonDocument) Parameters.substitute(toDocument(written), parameters);
  }

  private static BsonDocument toDocument(JsonNode written) throws DataException {
    if (!written.isObject()) {
      throw new DataException(
          BAD_REQUEST, "bad_request", "an object is expected, e.g. {\"count\": 0}: " + written);
    }
    try {
      return DocumentJson.toDocument(written);
    } catch (IllegalArgumentException e) {
      throw new DataException(BAD_REQUEST, "bad_request", String.valueOf(e.getMessage()));
    }
  }

  private static Bson id(String written) {
    return Filters.eq("_id", idOf(written));
  }

  private static BsonValue idOf(String written) {
    return DocumentJson.objectId(written)
        .<BsonValue>map(BsonObjectId::new)
        .orElseGet(() -> new BsonString(written));
  }
}
