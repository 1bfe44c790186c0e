package dev.espalier.environment;

import com.google.common.collect.ImmutableList;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.espalier.app.DataAccess.DataException;
import java.util.Optional;
import org.bson.BsonDocument;

/** An environment's crons, in its database: in a collection that no app and no query sees. */
final class Crontab {
  static final String COLLECTION = CollectionName.OWN + "crons";

  /** So that an app that makes one with every event is told. */
  private static final int MOST = 1000;

  private final Database database;

  Crontab(Database database) {
    this.database = database;
  }

  private MongoCollection<BsonDocument> kept() {
    return database.collection(COLLECTION);
  }

  boolean isEmpty() {
    return database.use(() -> kept().find().first() == null);
  }

  /** All of them, by name. */
  ImmutableList<Cron> all() {
    return database.use(
        () -> ImmutableList.copyOf(kept().find().sort(Sorts.ascending("_id")).map(Cron::ofBson)));
  }

  Cron get(String name) throws DataException {
    return database
        .use(() -> Optional.ofNullable(kept().find(Filters.eq("_id", name)).first()))
        .map(Cron::ofBson)
        .orElseThrow(() -> notThere(name));
  }

  void add(Cron cron) throws DataException {
    if (database.use(() -> kept().countDocuments()) >= MOST) {
      throw DataException.badRequest(
          "an environment has at most %d crons; delete some before".formatted(MOST));
    }
    database.inSession(mongo -> kept().insertOne(mongo, cron.toBson()));
  }

  /** Replaces the one of that name, if it is still there. */
  void put(Cron cron) {
    database.inSession(
        mongo -> kept().replaceOne(mongo, Filters.eq("_id", cron.name()), cron.toBson()));
  }

  void remove(String name) throws DataException {
    long removed =
        database.inSession(
            mongo -> kept().deleteOne(mongo, Filters.eq("_id", name)).getDeletedCount());
    if (removed == 0) {
      throw notThere(name);
    }
  }

  private static DataException notThere(String name) {
    return new DataException(404, "error_404", "there is no cron %.100s".formatted(name));
  }
}
