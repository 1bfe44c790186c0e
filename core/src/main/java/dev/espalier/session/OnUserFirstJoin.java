package dev.espalier.session;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.espalier.environment.Database;
import dev.espalier.environment.Environment;
import dev.espalier.environment.EventHandler.SendEvent;
import dev.espalier.environment.LifecycleEvent;
import dev.espalier.environment.Owned;
import dev.espalier.environment.Repo;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import org.bson.BsonDocument;

/**
 * Event.OnUserFirstJoin: sends onUserFirstJoin once for each user and environment. If the app
 * fails, the user is forgotten, so that it is tried again.
 */
final class OnUserFirstJoin extends GenServer<OnUserFirstJoin.State> {

  /** It keeps nothing. */
  record State() {}

  private final Environment environment;
  private final Session session;

  OnUserFirstJoin(Environment environment, Session session) {
    this.environment = environment;
    this.session = session;
  }

  @Override
  protected Init<State> init() {
    Database database = call(environment.repo(), new Repo.Connection());
    if (remember(database)) {
      Joining joining = new Joining(database);
      open(new Owned(joining));
      LifecycleEvent.orExit(
          call(session.eventHandler(), new SendEvent(LifecycleEvent.USER_FIRST_JOIN), INFINITY));
      joining.done = true;
    }
    return Init.ignore();
  }

  /** A user's first join, forgotten again if this process exits before it is done. */
  private final class Joining implements AutoCloseable {
    private final Database database;
    private volatile boolean done;

    Joining(Database database) {
      this.database = database;
    }

    @Override
    public void close() {
      if (!done) {
        database.inSession(
            mongo -> users(database).deleteOne(mongo, Filters.eq("_id", session.user())));
      }
    }
  }

  /** Whether the user was not known before. */
  private boolean remember(Database database) {
    return database.inSession(mongo ->
        users(database)
                .updateOne(
                    mongo,
                    Filters.eq("_id", session.user()),
                    Updates.setOnInsert("me", session.me(environment).orElse(null)),
                    new UpdateOptions().upsert(true))
                .getUpsertedId()
            != null);
  }

  private static MongoCollection<BsonDocument> users(Database database) {
    return database.collection(Database.USERS);
  }
}
