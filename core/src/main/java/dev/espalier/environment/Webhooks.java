package dev.espalier.environment;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.espalier.app.DataAccess.DataException;
import java.util.Optional;
import org.bson.BsonDocument;

/** An environment's webhooks, in its database: in a collection that no app and no query sees. */
public final class Webhooks {
  static final String COLLECTION = CollectionName.OWN + "webhooks";

  /** So that an app that makes one with every event is told. */
  private static final int MOST = 10_000;

  private final Database database;

  public Webhooks(Database database) {
    this.database = database;
  }

  private MongoCollection<BsonDocument> kept() {
    return database.collection(COLLECTION);
  }

  public Optional<Webhook> find(String uuid) {
    return database
        .use(() -> Optional.ofNullable(kept().find(Filters.eq("_id", uuid)).first()))
        .map(Webhook::ofBson);
  }

  void add(Webhook webhook) throws DataException {
    if (database.use(() -> kept().countDocuments()) >= MOST) {
      throw DataException.badRequest("an environment has at most %d webhooks".formatted(MOST));
    }
    database.inSession(mongo -> kept().insertOne(mongo, webhook.toBson()));
  }
}
