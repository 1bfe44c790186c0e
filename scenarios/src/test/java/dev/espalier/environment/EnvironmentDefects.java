package dev.espalier.environment;

import com.google.common.collect.ImmutableSet;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Name;
import dev.espalier.otp.Next;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import dev.espalier.otp.Substitution;
import dev.espalier.otp.Understudy;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Defects of lenra-io/server in CS, Q and W, each as it would be here. */
@NullMarked
public final class EnvironmentDefects {
  private static final BsonTimestamp NEVER = new BsonTimestamp(0);

  private EnvironmentDefects() {}

  /**
   * L1, query_server.ex: it forgets which changes it has dealt with, so that one which comes again
   * after a later one is applied again; and what it holds has no time.
   */
  public static Substitution forgetsWhatIsDone() {
    return Understudy.of("Q", Forgetful::new);
  }

  private static final class Forgetful extends Understudy<QueryServer.State> {
    Forgetful(GenServer<?> part) {
      super(part);
    }

    @Override
    protected Next<QueryServer.State> handleCall(
        Request<?> request, From from, QueryServer.State state) throws Exception {
      return switch (request) {
        case QueryServer.MongoEvent _ -> super.handleCall(request, from, at(NEVER, state));
        case QueryServer.GetData(_, var projection) ->
            super.handleCall(new QueryServer.GetData(state.result().at(), projection), from, state);
        default -> super.handleCall(request, from, state);
      };
    }
  }

  private static QueryServer.State at(BsonTimestamp time, QueryServer.State state) {
    QueryResult result = state.result();
    return new QueryServer.State(
        state.query(),
        new QueryResult(time, NEVER, result.documents(), result.steps()),
        state.widgets(),
        state.managers());
  }

  /**
   * L2, query_server.ex: what a W sees is compared with what it saw at the start, so that a change
   * back to that goes unnoticed.
   */
  public static Substitution comparesWithTheStart() {
    return Understudy.of("Q", Frozen::new);
  }

  private static final class Frozen extends Understudy<QueryServer.State> {
    private @Nullable Set<BsonDocument> start;

    Frozen(GenServer<?> part) {
      super(part);
    }

    @Override
    protected Next<QueryServer.State> handleCall(
        Request<?> request, From from, QueryServer.State state) throws Exception {
      if (start == null) {
        start = Set.copyOf(state.result().documents().values());
      }
      if (request instanceof QueryServer.MongoEvent(Change change)) {
        QueryResult after = state.result().after(change, state.query());
        if (Set.copyOf(after.documents().values()).equals(start)) {
          reply(from, ImmutableSet.of());
          return Next.state(
              new QueryServer.State(state.query(), after, state.widgets(), state.managers()));
        }
      }
      return super.handleCall(request, from, state);
    }
  }

  /** L3, query_server.ex: a deleted document concerns every view of its collection. */
  public static Substitution deletionsConcernEverybody() {
    return Understudy.of("Q", part -> new Alarmed(part, Change.Removed.class));
  }

  /** L4, query_server.ex: a W without a projection is told of every change of its collection. */
  public static Substitution putsConcernEverybody() {
    return Understudy.of("Q", part -> new Alarmed(part, Change.Put.class));
  }

  private static final class Alarmed extends Understudy<QueryServer.State> {
    private final Class<? extends Change.Event> by;

    Alarmed(GenServer<?> part, Class<? extends Change.Event> by) {
      super(part);
      this.by = by;
    }

    @Override
    protected Next<QueryServer.State> handleCall(
        Request<?> request, From from, QueryServer.State state) throws Exception {
      if (request instanceof QueryServer.MongoEvent(Change change)
          && change.events().stream()
              .anyMatch(event ->
                  by.isInstance(event) && event.collection().equals(state.query().collection()))) {
        reply(from, state.widgets().keySet());
        return Next.state(
            new QueryServer.State(
                state.query(),
                state.result().after(change, state.query()),
                state.widgets(),
                state.managers()));
      }
      return super.handleCall(request, from, state);
    }
  }

  /** L6, change_stream.ex: nobody keeps how far the change stream was read. */
  public static Substitution keepsNoPosition() {
    return Understudy.of("Repo", Oblivious::new);
  }

  private static final class Oblivious extends Understudy<Repo.State> {
    Oblivious(GenServer<?> part) {
      super(part);
    }

    @Override
    protected Next<Repo.State> handleCall(Request<?> request, From from, Repo.State state)
        throws Exception {
      if (request instanceof Repo.Position) {
        reply(from, Optional.empty());
        return Next.state(state);
      }
      return super.handleCall(request, from, state);
    }
  }

  /** L7, environment/supervisor.ex: a W goes on when the Q that it depends on is gone. */
  public static Substitution outlivesItsQuery() {
    return Understudy.of("W", Survivor::new);
  }

  private static final class Survivor extends Understudy<WidgetServer.State> {
    Survivor(GenServer<?> part) {
      super(part);
    }

    @Override
    protected Next<WidgetServer.State> handleInfo(Object message, WidgetServer.State state)
        throws Exception {
      return message instanceof Signal.Down(_, var gone, _) && !state.sessions().containsKey(gone)
          ? Next.state(state)
          : super.handleInfo(message, state);
    }
  }

  /** L8, view_server.ex: what is returned when the app fails ends the process. */
  public static Substitution endsWhenTheAppFails() {
    return Understudy.of("W", Fragile::new);
  }

  private static final class Fragile extends Understudy<WidgetServer.State> {
    Fragile(GenServer<?> part) {
      super(part);
    }

    @Override
    protected Next<WidgetServer.State> handleCall(
        Request<?> request, From from, WidgetServer.State state) throws Exception {
      Next<WidgetServer.State> next = super.handleCall(request, from, state);
      if (next.state().stale()) {
        throw new IllegalStateException("bad return value");
      }
      return next;
    }
  }

  /**
   * L10, query_server.ex, view_server.ex, route_server.ex: a W shows what it was told last, and
   * that it is told before it is asked is left to luck.
   */
  public static Substitution trustsInLuck() {
    return Understudy.of("W", Lucky::new);
  }

  private static final class Lucky extends Understudy<WidgetServer.State> {
    private final Set<QueryServer.DataChanged> late = new HashSet<>();

    Lucky(GenServer<?> part) {
      super(part);
    }

    @Override
    protected Next<WidgetServer.State> handleCall(
        Request<?> request, From from, WidgetServer.State state) throws Exception {
      if (request instanceof WidgetServer.FetchView
          && state.drawn() != null
          && !state.stale()
          && from.pid() != null
          && state.sessions().containsKey(from.pid())) {
        reply(
            from,
            new WidgetServer.Answer.View(
                state.drawn().template(),
                node().whereis(new Name("Q", "env " + state.key().query()))));
        return Next.state(state);
      }
      return super.handleCall(request, from, state);
    }

    /** Between machines it takes a way of its own. */
    @Override
    protected Next<WidgetServer.State> handleInfo(Object message, WidgetServer.State state)
        throws Exception {
      if (message instanceof QueryServer.DataChanged changed && late.add(changed)) {
        send(self(), changed);
        return Next.state(state);
      }
      return super.handleInfo(message, state);
    }
  }
}
