package dev.espalier.environment;

import com.google.common.collect.Iterators;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.espalier.app.DataAccess.DataException;
import dev.espalier.environment.DataRequest.DataReply;
import dev.espalier.query.DocumentJson;
import dev.espalier.query.Filter;
import dev.espalier.query.InvalidQueryException;
import dev.espalier.query.Projection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.BSONException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.conversions.Bson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries out what the data API asks, within a Mongo session of its own. One thing is done at a
 * time: it may be closed while a killed process's thread is still on its way out of it.
 */
final class DocumentOperations implements AutoCloseable {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int NOT_FOUND = 404;
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final int FAILED = 500;

  private final Database database;
  private final ClientSession session;
  private final DocumentIds ids;
  private final WrittenByApp written;
  private final ReentrantLock inUse = new ReentrantLock();

  DocumentOperations(Database database, DocumentIds ids, BsonDocument parameters) {
    this.database = database;
    this.session = database.startSession();
    this.ids = ids;
    this.written = new WrittenByApp(parameters);
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
    } catch (BSONException e) {
      return new DataReply.Refused(BAD_REQUEST, "bad_request", String.valueOf(e.getMessage()));
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
    if (e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)) {
      return DataReply.Refused.writeConflict(CONFLICT, saidByServer(e));
    }
    boolean refusedByServer =
        e instanceof MongoCommandException
            || e instanceof MongoWriteException
            || e instanceof MongoBulkWriteException;
    return new DataReply.Refused(
        refusedByServer ? BAD_REQUEST : FAILED, "mongo_error", saidByServer(e));
  }

  /** The driver's own message names the server's address, which is another in every run. */
  private static String saidByServer(MongoException e) {
    return switch (e) {
      case MongoCommandException command -> command.getErrorMessage();
      case MongoWriteException write -> write.getError().getMessage();
      case MongoBulkWriteException bulk when !bulk.getWriteErrors().isEmpty() ->
          bulk.getWriteErrors().getFirst().getMessage();
      default -> String.valueOf(e.getMessage());
    };
  }

  private MongoCollection<BsonDocument> collection(String name) throws DataException {
    if (CollectionName.isReserved(name)) {
      throw new DataException(NOT_FOUND, "collection_not_found", "there is no collection " + name);
    }
    Optional<String> fault = CollectionName.fault(name);
    if (fault.isPresent()) {
      throw DataException.badRequest(fault.get());
    }
    return database.collection(name);
  }

  private JsonNode perform(
      DataRequest.OfDocuments request, MongoCollection<BsonDocument> collection)
      throws DataException, InvalidQueryException {
    return switch (request) {
      case DataRequest.List _ ->
          found(collection.find(session).sort(Sorts.ascending("_id")), Projection.ALL);
      case DataRequest.Find find -> find(collection, find);
      case DataRequest.Get get -> one(collection, byId(get.id()));
      case DataRequest.Create create -> {
        BsonDocument created = created(create.document());
        collection.insertOne(session, created);
        yield DocumentJson.toJson(created);
      }
      case DataRequest.InsertMany insert -> insertMany(collection, insert.documents());
      case DataRequest.Replace replace -> {
        BsonDocument document = written.fields(replace.document());
        collection.replaceOne(session, byId(replace.id()), document);
        BsonDocument replaced = new BsonDocument("_id", WrittenByApp.id(replace.id()));
        replaced.putAll(document);
        yield DocumentJson.toJson(replaced);
      }
      case DataRequest.Delete delete -> {
        collection.deleteOne(session, byId(delete.id()));
        yield JSON.nullNode();
      }
      case DataRequest.UpdateMany update -> {
        collection.updateMany(
            session,
            exact(collection, written.filter(update.filter())),
            WrittenByApp.update(update.update()));
        yield JSON.nullNode();
      }
      case DataRequest.Drop _ -> {
        if (session.hasActiveTransaction()) {
          throw DataException.badRequest(
              "a collection cannot be dropped within a transaction; use the listener's own token");
        }
        collection.drop(session);
        yield JSON.nullNode();
      }
    };
  }

  private BsonDocument created(JsonNode fields) throws DataException {
    BsonDocument created = new BsonDocument("_id", new BsonObjectId(ids.next()));
    created.putAll(written.fields(fields));
    return created;
  }

  private JsonNode insertMany(MongoCollection<BsonDocument> collection, JsonNode array)
      throws DataException {
    if (!array.isArray()) {
      throw DataException.badRequest(
          "documents are an array, e.g. [{\"count\": 0}, {\"count\": 1}]; got " + array);
    }
    List<BsonDocument> documents = new ArrayList<>();
    for (JsonNode each : array) {
      documents.add(created(each));
    }
    if (!documents.isEmpty()) {
      collection.insertMany(session, documents);
    }
    ObjectNode inserted = JSON.objectNode();
    ArrayNode insertedIds = inserted.putArray("insertedIds");
    documents.forEach(
        document -> insertedIds.add(DocumentJson.toJson(document.getObjectId("_id"))));
    return inserted;
  }

  private JsonNode one(MongoCollection<BsonDocument> collection, Bson which) {
    BsonDocument found = collection.find(session, which).first();
    return found == null ? JSON.nullNode() : DocumentJson.toJson(found);
  }

  private JsonNode find(MongoCollection<BsonDocument> collection, DataRequest.Find find)
      throws DataException, InvalidQueryException {
    Filter filter = written.filter(find.query());
    Projection projection = WrittenByApp.projection(find.projection());
    FindOptions options = FindOptions.read(find.options());
    FindIterable<BsonDocument> asked =
        collection.find(session, filter.askable()).sort(options.sort());
    if (filter.isAskable()) {
      return found(asked.skip(options.skip()).limit(options.limit()), projection);
    }
    try (MongoCursor<BsonDocument> cursor = asked.iterator()) {
      Iterator<BsonDocument> matches = Iterators.filter(cursor, filter::matches);
      Iterators.advance(matches, options.skip());
      return json(
          options.limit() == 0 ? matches : Iterators.limit(matches, options.limit()), projection);
    }
  }

  private static JsonNode found(FindIterable<BsonDocument> asked, Projection projection) {
    try (MongoCursor<BsonDocument> cursor = asked.iterator()) {
      return json(cursor, projection);
    }
  }

  private static JsonNode json(Iterator<BsonDocument> documents, Projection projection) {
    ArrayNode json = JSON.arrayNode();
    documents.forEachRemaining(
        document -> json.add(DocumentJson.toJson(projection.apply(document))));
    return json;
  }

  /** A filter that a server can be asked and that finds what this one matches now. */
  private BsonDocument exact(MongoCollection<BsonDocument> collection, Filter filter) {
    if (filter.isAskable()) {
      return filter.source();
    }
    BsonArray matching = new BsonArray();
    for (BsonDocument document : collection.find(session, filter.askable())) {
      if (filter.matches(document)) {
        matching.add(document.get("_id"));
      }
    }
    return new BsonDocument("_id", new BsonDocument("$in", matching));
  }

  private static Bson byId(String id) {
    return Filters.eq("_id", WrittenByApp.id(id));
  }
}
