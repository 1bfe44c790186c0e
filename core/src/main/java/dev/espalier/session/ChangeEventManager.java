package dev.espalier.session;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Ordering;
import com.google.common.collect.Sets;
import dev.espalier.environment.Change;
import dev.espalier.environment.ChangeStream;
import dev.espalier.environment.Environment;
import dev.espalier.environment.ManifestHandler;
import dev.espalier.environment.QueryServer;
import dev.espalier.otp.Answer;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Name;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.BsonTimestamp;

/**
 * SCM, the session change manager: calls the Qs of {q, session} with each change, one after the
 * other, and has the UI rebuilt, at every open route, when a view of the session is affected.
 */
public final class ChangeEventManager extends GenServer<ChangeEventManager.State> {

  /**
   * From a UIBuilder: what its UI uses. The Qs are in {q, session} when it is answered.
   *
   * @param at the time of the UI
   * @param widgets its Ws that have data, with their Qs
   * @param added those that the UI before did not have
   */
  record Use(
      Name builder, BsonTimestamp at, ImmutableMap<Pid, Pid> widgets, ImmutableSet<Pid> added)
      implements Request<Unreported> {}

  /** Ws of which changes until then may have gone unreported: their Qs were not asked for them. */
  record Unreported(ImmutableSet<Pid> widgets, BsonTimestamp until) {}

  /** From a UIBuilder: whether it could not build its UI, so that any change may mend it. */
  record Waiting(Name builder, boolean waiting) {}

  /** The route of a UIBuilder is closed: its Qs and its waiting count no more. */
  public record Unused(Name builder) {}

  /** To itself: once the changes until then are dealt with, new Ws are to be looked at again. */
  private record Recheck(Name builder, BsonTimestamp at, ImmutableSet<Pid> widgets) {}

  /**
   * What a UIBuilder has told.
   *
   * @param queries the Qs that it uses
   * @param waiting whether it waits for any change
   */
  public record Told(ImmutableSet<Pid> queries, boolean waiting) {
    private static final Told NOTHING = new Told(ImmutableSet.of(), false);
  }

  /**
   * @param queries the Qs that UIBuilders use, which are {q, session}
   * @param seen the time of the last change
   * @param builders what each UIBuilder has told
   */
  public record State(
      ImmutableMap<Pid, Signal.Monitor> queries,
      BsonTimestamp seen,
      ImmutableMap<Name, Told> builders) {

    /** Whether a UIBuilder waits for any change. */
    public boolean waiting() {
      return builders.values().stream().anyMatch(Told::waiting);
    }

    private State using(ImmutableMap<Pid, Signal.Monitor> now) {
      return new State(now, seen, builders);
    }

    private State seen(BsonTimestamp time) {
      return new State(queries, time, builders);
    }

    private Told of(Name builder) {
      return builders.getOrDefault(builder, Told.NOTHING);
    }

    private State told(Name builder, Told told) {
      return new State(
          queries,
          seen,
          ImmutableMap.<Name, Told>builder()
              .putAll(builders)
              .put(builder, told)
              .buildKeepingLast());
    }

    private State without(Name builder) {
      return new State(
          queries,
          seen,
          ImmutableMap.copyOf(Maps.filterKeys(builders, each -> !each.equals(builder))));
    }

    /** The Qs that some UIBuilder uses. */
    private ImmutableSet<Pid> used() {
      return builders.values().stream()
          .flatMap(told -> told.queries().stream())
          .collect(ImmutableSet.toImmutableSet());
    }
  }

  private final Environment environment;
  private final Session session;

  ChangeEventManager(Environment environment, Session session) {
    this.environment = environment;
    this.session = session;
  }

  @Override
  protected Init<State> init() {
    join(environment.changeManagers());
    if (node().whereis(session.uiBuilder()) != null
        || !node().members(session.openedBuilders()).isEmpty()) {
      rebuild(new UiBuilder.Refresh());
    }
    return Init.ok(new State(ImmutableMap.of(), new BsonTimestamp(0), ImmutableMap.of()));
  }

  /** Tells every UIBuilder. */
  private void rebuild(Object message) {
    List<Pid> opened = node().members(session.openedBuilders());
    if (opened.isEmpty()) {
      cast(session.uiBuilder(), message);
    }
    opened.forEach(builder -> cast(builder, message));
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return switch (message) {
      case Change change -> Next.state(changed(change, state.queries().keySet(), state));
      case ChangeStream.Touching(Change change, ImmutableSet<Pid> touched) ->
          Next.state(changed(change, Sets.intersection(touched, state.queries().keySet()), state));
      case Change.Missed(BsonTimestamp until) -> {
        multiCall(state.queries().keySet().asList(), new QueryServer.CatchUp(until), INFINITY);
        rebuild(new UiBuilder.Refresh());
        yield Next.state(state);
      }
      case ManifestHandler.Reloaded(), ChangeStream.Reconnected() -> {
        rebuild(new UiBuilder.Refresh());
        yield Next.state(state);
      }
      case Recheck(Name builder, BsonTimestamp at, ImmutableSet<Pid> widgets) -> {
        cast(builder, new UiBuilder.Rebuild(at, widgets));
        yield Next.state(state);
      }
      case Signal.Down(_, Pid query, _) -> {
        rebuild(new UiBuilder.Refresh());
        yield Next.state(
            state.using(
                ImmutableMap.copyOf(
                    Maps.filterKeys(state.queries(), each -> !each.equals(query)))));
      }
      default -> super.handleInfo(message, state);
    };
  }

  private State changed(Change change, Set<Pid> asked, State state) {
    if (change.time().compareTo(state.seen()) <= 0) {
      return state;
    }
    List<Answer<ImmutableSet<Pid>>> answers =
        multiCall(List.copyOf(asked), new QueryServer.MongoEvent(change), INFINITY);
    boolean unanswered = answers.stream().anyMatch(Answer.Failure.class::isInstance);
    ImmutableSet<Pid> affected = union(answers);
    if (state.waiting() || unanswered) {
      rebuild(new UiBuilder.Refresh());
    } else if (!affected.isEmpty()) {
      rebuild(new UiBuilder.Rebuild(change.time(), affected));
    }
    return state.seen(change.time());
  }

  private static ImmutableSet<Pid> union(List<Answer<ImmutableSet<Pid>>> answers) {
    ImmutableSet.Builder<Pid> all = ImmutableSet.builder();
    for (Answer<ImmutableSet<Pid>> answer : answers) {
      if (answer instanceof Answer.Reply<ImmutableSet<Pid>>(_, ImmutableSet<Pid> widgets)) {
        all.addAll(widgets);
      }
    }
    return all.build();
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    if (!(request instanceof Use use)) {
      return super.handleCall(request, from, state);
    }
    ImmutableSet<Pid> queries = ImmutableSet.copyOf(use.widgets().values());
    State told = state.told(use.builder(), new Told(queries, state.of(use.builder()).waiting()));
    ImmutableSet<Pid> joining =
        Sets.difference(told.used(), state.queries().keySet()).immutableCopy();
    leaveUnused(told);
    Unreported unreported =
        new Unreported(
            Sets.union(use.added(), Maps.filterValues(use.widgets(), joining::contains).keySet())
                .immutableCopy(),
            joining.isEmpty() ? state.seen() : adopt(joining, state));
    if (unreported.until().compareTo(use.at()) > 0) {
      send(self(), new Recheck(use.builder(), unreported.until(), unreported.widgets()));
    }
    reply(from, unreported);
    return Next.state(told.using(watched(told.used(), state)));
  }

  private void leaveUnused(State state) {
    Sets.difference(state.queries().keySet(), state.used()).forEach(query -> leave(query, state));
  }

  private void leave(Pid query, State state) {
    demonitor(Objects.requireNonNull(state.queries().get(query)));
    cast(query, new QueryServer.Leave(session.id()));
  }

  /** Takes Qs in. What was published before they joined they make up for. */
  private BsonTimestamp adopt(ImmutableSet<Pid> queries, State state) {
    multiCall(queries.asList(), new QueryServer.Join(session.id()), INFINITY);
    BsonTimestamp published = call(environment.changeStream(), new ChangeStream.Published());
    multiCall(queries.asList(), new QueryServer.CatchUp(published), INFINITY);
    return Ordering.natural().max(published, state.seen());
  }

  private ImmutableMap<Pid, Signal.Monitor> watched(ImmutableSet<Pid> queries, State state) {
    return Maps.toMap(
        queries,
        query -> {
          Signal.Monitor monitor = state.queries().get(query);
          return monitor == null ? monitor(query) : monitor;
        });
  }

  @Override
  protected Next<State> handleCast(Object message, State state) throws Exception {
    return switch (message) {
      case Waiting(Name builder, boolean waiting) ->
          Next.state(waiting(state.told(builder, new Told(state.of(builder).queries(), waiting))));
      case Unused(Name builder) -> {
        State without = state.without(builder);
        leaveUnused(without);
        yield Next.state(waiting(without.using(watched(without.used(), state))));
      }
      default -> super.handleCast(message, state);
    };
  }

  private State waiting(State state) {
    if (state.waiting()) {
      join(environment.waitingChangeManagers());
    } else {
      leave(environment.waitingChangeManagers());
    }
    return state;
  }
}
