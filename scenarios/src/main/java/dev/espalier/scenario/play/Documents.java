package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import dev.espalier.environment.Database;
import dev.espalier.environment.Environment;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.query.DocumentJson;
import dev.espalier.query.Parameters;
import dev.espalier.runner.Runner;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.invariant.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The environment's documents, seen and changed past the app. */
final class Documents implements AutoCloseable {
  private final Runner runner;
  private final Environment environment;
  private final Users users;
  private @Nullable MongoClient client;

  Documents(Runner runner, Environment environment, Users users) {
    this.runner = runner;
    this.environment = environment;
    this.users = users;
  }

  Outcome insert(Step.Insert step) {
    BsonDocument given = bson(step.document());
    return change(
        step.collection(),
        (session, documents) -> {
          BsonDocument document = new BsonDocument();
          if (!given.containsKey("_id")) {
            document.put("_id", new BsonObjectId(environment.ids().next()));
          }
          document.putAll(given);
          documents.insertOne(session, document);
        });
  }

  Outcome replace(Step.Replace step) {
    BsonDocument document = bson(step.document());
    BsonDocument where = bson(step.where());
    return change(
        step.collection(),
        (session, documents) -> {
          BsonDocument first = documents.find(session, where).sort(Sorts.ascending("_id")).first();
          if (first != null) {
            documents.replaceOne(session, new BsonDocument("_id", first.get("_id")), document);
          }
        });
  }

  Outcome update(Step.Update step) {
    BsonDocument update = bson(step.update());
    BsonDocument where = bson(step.where());
    return change(
        step.collection(), (session, documents) -> documents.updateMany(session, where, update));
  }

  Outcome delete(Step.Delete step) {
    BsonDocument where = bson(step.where());
    return change(step.collection(), (session, documents) -> documents.deleteMany(session, where));
  }

  Outcome drop(Step.Drop step) {
    return change(step.collection(), (session, documents) -> documents.drop(session));
  }

  private Outcome change(
      String collection, BiConsumer<ClientSession, MongoCollection<BsonDocument>> work) {
    return runner
        .database(environment)
        .inSession(session -> {
          work.accept(session, runner.database(environment).collection(collection));
          return new Outcome.Done();
        });
  }

  /**
   * All documents of a collection, by ascending {@code _id}; also when the environment has stopped.
   *
   * @throws MongoException when MongoDB has stopped
   */
  ImmutableList<JsonNode> all(String collection) {
    return read(database -> all(database, collection));
  }

  /** All documents by collection, as {@link #all(String)}. */
  ImmutableMap<String, ImmutableList<JsonNode>> all() {
    return read(database -> {
      ImmutableMap.Builder<String, ImmutableList<JsonNode>> collections = ImmutableMap.builder();
      for (String name : database.listCollectionNames()) {
        if (!name.equals(Database.USERS)) {
          collections.put(name, all(database, name));
        }
      }
      return collections.buildOrThrow();
    });
  }

  /** All documents as they are stored; none when the database does not answer. */
  Optional<Snapshot> snapshot() {
    try {
      return Optional.of(
          read(database -> {
            Map<String, List<BsonDocument>> collections = new HashMap<>();
            for (String name : database.listCollectionNames()) {
              if (!name.equals(Database.USERS)) {
                collections.put(
                    name,
                    database
                        .getCollection(name, BsonDocument.class)
                        .find()
                        .into(new ArrayList<>()));
              }
            }
            return Snapshot.of(collections);
          }));
    } catch (MongoException _) {
      return Optional.empty();
    }
  }

  private <T> T read(Function<MongoDatabase, T> reading) {
    MongoDeployment mongo = environment.mongo();
    if (mongo.isStopped()) {
      throw new MongoException("MongoDB does not answer");
    }
    if (client == null) {
      client = MongoClients.create(mongo.uri());
    }
    return reading.apply(client.getDatabase(environment.database()));
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }

  private static ImmutableList<JsonNode> all(MongoDatabase database, String collection) {
    ImmutableList.Builder<JsonNode> documents = ImmutableList.builder();
    database
        .getCollection(collection, BsonDocument.class)
        .find()
        .sort(Sorts.ascending("_id"))
        .map(DocumentJson::toJson)
        .forEach(documents::add);
    return documents.build();
  }

  /** What a scenario writes, with users in the places of {@code "@name"}. */
  JsonNode resolved(JsonNode written) {
    return DocumentJson.toJson(bson(written));
  }

  private BsonDocument bson(JsonNode written) {
    BsonValue document = DocumentJson.toDocument(written);
    return Parameters.substitute(document, users.byName()).asDocument();
  }
}
