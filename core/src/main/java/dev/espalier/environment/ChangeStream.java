package dev.espalier.environment;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import com.mongodb.MongoCommandException;
import com.mongodb.client.ChangeStreamIterable;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Name;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/** CS: reads the database's change stream and publishes it to {scm, env}. */
public final class ChangeStream extends GenServer<ChangeStream.State> {

  /** Until when it has published everything. */
  public record Published() implements Request<BsonTimestamp> {}

  /** From a Q that is in the index, which it leaves when it exits. */
  record Watch(Pid query) {}

  /** A change for one SCM, with the Qs of its session that it may touch (indexed routing). */
  public record Touching(Change change, ImmutableSet<Pid> queries) {}

  /**
   * @param repo its watch over Repo
   * @param time the cluster time published last
   */
  public record State(Signal.Monitor repo, BsonTimestamp time) {

    private State published(BsonTimestamp until) {
      return new State(repo, until);
    }
  }

  private final Environment environment;

  ChangeStream(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected Init<State> init() {
    Signal.Monitor repo = monitor(environment.repo());
    environment.index().subscribers().forEach(this::monitor);
    Database database = call(environment.repo(), new Repo.Connection());
    Optional<Repo.Read> last = call(environment.repo(), new Repo.Position());
    return Init.ok(
        new State(repo, last.isPresent() ? resume(database, last.get()) : begin(database)));
  }

  private BsonTimestamp begin(Database database) {
    BsonTimestamp now = database.now();
    read(database, stream(database).startAtOperationTime(now), now);
    publish(environment.changeManagers(), new Change.Missed(now));
    return now;
  }

  private BsonTimestamp resume(Database database, Repo.Read last) {
    try {
      read(database, stream(database).resumeAfter(last.token()), last.time());
      return last.time();
    } catch (MongoCommandException e) {
      note("cannot resume: " + e.getErrorMessage());
      return begin(database);
    }
  }

  private void read(
      Database database, ChangeStreamIterable<BsonDocument> stream, BsonTimestamp after) {
    open(new ChangeReader(database, stream.cursor(), environment.operations(), after));
  }

  private static ChangeStreamIterable<BsonDocument> stream(Database database) {
    return database.watch().maxAwaitTime(1, TimeUnit.SECONDS);
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    if (!(request instanceof Published)) {
      return super.handleCall(request, from, state);
    }
    reply(from, state.time());
    return Next.state(state);
  }

  @Override
  protected Next<State> handleCast(Object message, State state) throws Exception {
    if (!(message instanceof Watch(Pid query))) {
      return super.handleCast(message, state);
    }
    monitor(query);
    return Next.state(state);
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return switch (message) {
      case Change change -> {
        switch (environment.routing()) {
          case BROADCAST -> publish(environment.changeManagers(), change);
          case INDEXED -> route(change);
        }
        yield Next.state(state.published(change.time()));
      }
      case Repo.Read read -> {
        cast(environment.repo(), read);
        yield Next.state(state.published(read.time()));
      }
      case Signal.Down(Signal.Monitor monitor, _, _) when monitor.equals(state.repo()) ->
          Next.stop(state, ExitReason.failure("Repo is gone"));
      case Signal.Down(_, Pid query, _) -> {
        environment.index().remove(query);
        yield Next.state(state);
      }
      default -> super.handleInfo(message, state);
    };
  }

  /** Tells the SCMs of the sessions whose Qs may be touched, and those that wait for any change. */
  private void route(Change change) {
    SetMultimap<Name, Pid> touched = LinkedHashMultimap.create();
    for (Pid query : touchedQueries(change)) {
      node().groups(query).stream()
          .filter(group -> group.kind().equals(QueryServer.GROUP))
          .forEach(group -> touched.put(new Name("SCM", group.key()), query));
    }
    touched
        .asMap()
        .forEach((manager, queries) ->
            send(manager, new Touching(change, ImmutableSet.copyOf(queries))));
    publish(environment.waitingChangeManagers(), new Touching(change, ImmutableSet.of()));
  }

  private ImmutableSet<Pid> touchedQueries(Change change) {
    ImmutableSet.Builder<Pid> queries = ImmutableSet.builder();
    for (Change.Event event : change.events()) {
      queries.addAll(
          switch (event) {
            case Change.Put put ->
                environment.index().put(put.collection(), put.id(), put.document());
            case Change.Removed removed ->
                environment.index().removed(removed.collection(), removed.id());
            case Change.Replaced replaced -> environment.index().all(replaced.collection());
          });
    }
    return queries.build();
  }
}
