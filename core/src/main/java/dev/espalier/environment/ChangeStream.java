package dev.espalier.environment;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.Ordering;
import com.google.common.collect.SetMultimap;
import dev.espalier.environment.ChangeReader.Connected;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Name;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * CS: reads the database's change stream and publishes it to {scm, env}. While MongoDB does not
 * answer it tries again and again; then it goes on where it was.
 */
public final class ChangeStream extends GenServer<ChangeStream.State> {
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Simulated, nothing happens while it is waited for. Zero would be MongoDB's own patience. */
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  /** Until when it has published everything. */
  public record Published() implements Request<BsonTimestamp> {}

  /** From a Q that is in the index, which it leaves when it exits. */
  record Watch(Pid query) {}

  /** Breaks the connection that it reads through, as an unreliable network would. */
  public record Cut() {}

  /** MongoDB may have gone down, or come up again. */
  public record Check() {}

  /** A change for one SCM, with the Qs of its session that it may touch (indexed routing). */
  public record Touching(Change change, ImmutableSet<Pid> queries) {}

  /** Published to {scm, env}: no change was missed, but a UI may not have been built meanwhile. */
  public record Reconnected() {}

  /**
   * @param repo its watch over Repo
   * @param time the cluster time published last
   * @param connected whether MongoDB answered when it was last asked
   */
  public record State(Signal.Monitor repo, BsonTimestamp time, boolean connected) {

    private State published(BsonTimestamp until) {
      return new State(repo, until, connected);
    }

    private State connected(BsonTimestamp until) {
      return new State(repo, Ordering.natural().max(time, until), true);
    }

    private State lost() {
      return new State(repo, time, false);
    }
  }

  private final Environment environment;
  private @Nullable ChangeReader reader;

  ChangeStream(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected Init<State> init() {
    Signal.Monitor repo = monitor(environment.repo());
    environment.index().subscribers().forEach(this::monitor);
    Database database = call(environment.repo(), new Repo.Connection());
    Optional<Repo.Read> last = call(environment.repo(), new Repo.Position());
    Duration patience = node().isSimulated() ? AT_ONCE : PATIENCE;
    ChangeReader opened = new ChangeReader(database, environment.operations(), last, patience);
    State state = connect(opened, new State(repo, new BsonTimestamp(0), false));
    reader = opened;
    open(opened);
    return state.connected() ? Init.ok(state) : Init.orTimeout(state, RETRY);
  }

  /** An environment that has never reached its database does not start. */
  private State connect(ChangeReader opened, State state) {
    try {
      return connected(opened.connect(), state);
    } catch (DatabaseUnreachableException e) {
      if (environment.operations().hasBegun()) {
        return state;
      }
      throw e;
    }
  }

  private State connected(Connected how, State state) {
    return switch (how) {
      case Connected.Begun(BsonTimestamp from, String why) -> {
        if (why != null) {
          note("the change stream begins anew: " + why);
        }
        publish(environment.changeManagers(), new Change.Missed(from));
        yield state.connected(from);
      }
      case Connected.Resumed(BsonTimestamp from) -> {
        publish(environment.changeManagers(), new Reconnected());
        yield state.connected(from);
      }
    };
  }

  private static Next<State> next(State state) {
    return state.connected() ? Next.state(state) : Next.orTimeout(state, RETRY);
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    if (!(request instanceof Published)) {
      return super.handleCall(request, from, state);
    }
    reply(from, state.time());
    return next(state);
  }

  @Override
  protected Next<State> handleCast(Object message, State state) throws Exception {
    switch (message) {
      case Watch(Pid query) -> monitor(query);
      case Cut() -> cut();
      case Check() -> check();
      default -> {
        return super.handleCast(message, state);
      }
    }
    return next(state);
  }

  private void cut() {
    try {
      Objects.requireNonNull(reader).cut();
    } catch (DatabaseUnreachableException e) {
      note("there is no connection to cut: " + e.getMessage());
    }
  }

  private void check() {
    Objects.requireNonNull(reader).check();
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return switch (message) {
      case Change change -> {
        switch (environment.routing()) {
          case BROADCAST -> publish(environment.changeManagers(), change);
          case INDEXED -> route(change);
        }
        yield next(state.published(change.time()));
      }
      case Repo.Read read -> {
        cast(environment.repo(), read);
        yield next(state.published(read.time()));
      }
      case Connected how -> {
        note("the change stream is read through another connection");
        yield next(connected(how, state));
      }
      case ChangeReader.Lost() -> next(state.lost());
      case Signal.Timeout() -> {
        check();
        yield next(state);
      }
      case Signal.Down(Signal.Monitor monitor, _, _) when monitor.equals(state.repo()) ->
          Next.stop(state, ExitReason.failure("Repo is gone"));
      case Signal.Down(_, Pid query, _) -> {
        environment.index().remove(query);
        yield next(state);
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
