package dev.espalier.environment;

import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Next;
import dev.espalier.otp.Request;
import dev.espalier.otp.Supervision;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/** Repo (MongoRepo): the connection to the environment's database, and how far CS has read it. */
public final class Repo extends GenServer<Repo.State> {

  /** The database. */
  public record Connection() implements Request<Database> {}

  /** Where CS was last; nothing when that is not known. */
  record Position() implements Request<Optional<Read>> {}

  /**
   * CS has read and published everything until there.
   *
   * @param token resumes the change stream
   * @param time the cluster time that the token stands for
   */
  record Read(BsonDocument token, BsonTimestamp time) {}

  /**
   * @param read how far CS was
   */
  public record State(Database database, @Nullable Read read) {}

  private final Environment environment;

  Repo(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected Init<State> init() {
    Database database =
        Database.open(environment.mongo(), environment.database(), environment.operations());
    open(new Owned(database));
    if (hasCrons(database)) {
      request(environment.supervisor(), new Supervision.StartChild(Crons.spec(environment)));
    }
    return Init.ok(new State(database, null));
  }

  /** Crons is started with the first cron, so that it has to be started again if there are any. */
  private static boolean hasCrons(Database database) {
    try {
      return !new Crontab(database).isEmpty();
    } catch (DatabaseUnreachableException _) {
      return false;
    }
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    switch (request) {
      case Connection _ -> reply(from, state.database);
      case Position _ -> reply(from, Optional.ofNullable(state.read));
      default -> {
        return super.handleCall(request, from, state);
      }
    }
    return Next.state(state);
  }

  @Override
  protected Next<State> handleCast(Object message, State state) throws Exception {
    return message instanceof Read read
        ? Next.state(new State(state.database, read))
        : super.handleCast(message, state);
  }
}
