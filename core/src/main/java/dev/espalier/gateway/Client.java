package dev.espalier.gateway;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.espalier.environment.Environment;
import dev.espalier.environment.EnvironmentSupervisor;
import dev.espalier.environment.EventHandler.Stop;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.Exit;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Name;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Signal;
import dev.espalier.otp.StartResult;
import dev.espalier.otp.Supervision;
import dev.espalier.session.ChangeEventManager;
import dev.espalier.session.EventHandler;
import dev.espalier.session.OpenRoute;
import dev.espalier.session.Route;
import dev.espalier.session.Session;
import dev.espalier.session.SessionSupervisor;
import dev.espalier.session.ToClient;
import dev.espalier.session.ToClient.Problem;
import dev.espalier.session.UiBuilder;
import dev.espalier.ui.Listener;
import dev.espalier.ui.PatchException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The other end of a session, or of one of its routes: joins it, holds the UI as its client has it,
 * and joins again when the session breaks, as Phoenix's clients do. Whoever looks at it from
 * outside the node comes and goes by channels (docs/decisions/0013).
 */
public final class Client extends GenServer<Client.State> {

  /** As Phoenix's, in milliseconds; then the client gives up. */
  private static final List<Duration> REJOIN_AFTER =
      List.of(
          Duration.ofMillis(10),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofSeconds(1));

  /** Runs the listener that the UI has under that code, as a click does. */
  public record Run(String code, JsonNode event) {}

  /**
   * The same for a channel, which is told that it is {@link Running}.
   *
   * @param ticket the channel's own number for it
   */
  public record RunFor(Pid channel, long ticket, String code, JsonNode event) {}

  /** What a channel asked to be run ends with the {@link ToClient.Ran} of that reference. */
  public record Running(long ticket, long reference) {}

  /** From a channel: from here on it is sent what the client is, first of all the UI. */
  public record Attach(Pid channel) {}

  /** From a channel that has let some patches go: it is sent the whole UI again. */
  public record Show(Pid channel) {}

  /** Leaves the session, which ends; or, of several routes, the one that it has open. */
  public record Leave() {}

  /** Ends the session, whatever routes of it are open, and exits; why, in words. */
  public record End(String why) {}

  private record Join() {}

  /** How it stands with the session. */
  public enum Standing {
    JOINING,
    JOINED,
    CLOSED
  }

  /**
   * @param session at the path that it shows
   * @param ui the last one sent, with every patch since applied; none before the first
   * @param failed why there is no UI yet
   * @param failedJoins how often in a row it could not join
   * @param watching over what it has joined
   * @param running what its listeners that run were started with, by the watch over who runs them
   * @param channels the ways to whoever looks at it from outside
   */
  public record State(
      Session session,
      Standing standing,
      @Nullable JsonNode ui,
      @Nullable Problem failed,
      int failedJoins,
      ImmutableSet<Signal.Monitor> watching,
      long lastReference,
      ImmutableMap<Signal.Monitor, Long> running,
      ImmutableMap<Signal.Monitor, Pid> channels) {

    private static State of(Session session) {
      return new State(
          session,
          Standing.JOINING,
          null,
          null,
          0,
          ImmutableSet.of(),
          0,
          ImmutableMap.of(),
          ImmutableMap.of());
    }

    private State standing(Standing now, int failures, Set<Signal.Monitor> over) {
      return new State(
          session,
          now,
          ui,
          failed,
          failures,
          ImmutableSet.copyOf(over),
          lastReference,
          running,
          channels);
    }

    private State closed() {
      return standing(Standing.CLOSED, failedJoins, watching);
    }

    private State shows(@Nullable JsonNode now, @Nullable Problem instead) {
      return new State(
          session, standing, now, instead, failedJoins, watching, lastReference, running, channels);
    }

    private State runs(long reference, Map<Signal.Monitor, Long> now) {
      return new State(
          session,
          standing,
          ui,
          failed,
          failedJoins,
          watching,
          reference,
          ImmutableMap.copyOf(now),
          channels);
    }

    private State reaches(Map<Signal.Monitor, Pid> now) {
      return new State(
          session,
          standing,
          ui,
          failed,
          failedJoins,
          watching,
          lastReference,
          running,
          ImmutableMap.copyOf(now));
    }
  }

  private final Environment environment;
  private final Session session;
  private final OpenRoute shows;

  private Client(Environment environment, Session session, OpenRoute shows) {
    this.environment = environment;
    this.session = session;
    this.shows = shows;
  }

  /** A client that has its session to itself. */
  public static ChildSpec spec(Environment environment, Session session) {
    return ChildSpec.worker(
        new Name("Client", session.id()), () -> new Client(environment, session, session.own()));
  }

  /** One of a session's clients, each at a route of its own. It exits when it has left. */
  public static ChildSpec spec(Environment environment, Session session, Route route) {
    return ChildSpec.worker(
            new Name("Client", session.key(route)),
            () -> new Client(environment, session, session.opened(route)))
        .restart(ChildSpec.Restart.TEMPORARY);
  }

  private boolean isAlone() {
    return shows.equals(session.own());
  }

  @Override
  protected Init<State> init() {
    join(shows.clients());
    if (!isAlone()) {
      join(session.clients());
    }
    return Init.thenContinue(State.of(session.at(shows.route().path())), new Join());
  }

  @Override
  protected Next<State> handleContinue(Object continuation, State state) {
    return Next.state(join(state));
  }

  private State join(State state) {
    state.watching().forEach(this::demonitor);
    State unwatched = state.standing(Standing.JOINING, state.failedJoins(), Set.of());
    try {
      start(EnvironmentSupervisor.MANAGERS, EnvironmentSupervisor.spec(environment)).pidOrExit();
      return unwatched.standing(Standing.JOINED, 0, isAlone() ? joined() : opened());
    } catch (Exit failure) {
      return failure.reason().isInterruption()
          ? joinLater(failure.reason().toString(), unwatched)
          : close(failure.reason().toString(), unwatched);
    } catch (CallFailed failure) {
      return joinLater(String.valueOf(failure.getMessage()), unwatched);
    }
  }

  private ImmutableSet<Signal.Monitor> joined() {
    ChildSpec spec = SessionSupervisor.spec(environment, session);
    return ImmutableSet.of(monitor(start(environment.sessions(), spec).pidOrExit()));
  }

  private ImmutableSet<Signal.Monitor> opened() {
    ChildSpec spec = SessionSupervisor.openingRoutes(environment, session);
    Pid supervisor = start(environment.sessions(), spec).pidOrExit();
    StartResult builder =
        start(session.routes(), UiBuilder.opened(environment, session, shows.route()));
    if (builder instanceof StartResult.AlreadyStarted) {
      cast(shows.builder(), new UiBuilder.Resync(self()));
    }
    return ImmutableSet.of(monitor(supervisor), monitor(builder.pidOrExit()));
  }

  private StartResult start(Name supervisor, ChildSpec spec) {
    return call(supervisor, new Supervision.StartChild(spec), INFINITY);
  }

  private State joinLater(String why, State state) {
    if (state.failedJoins() >= REJOIN_AFTER.size()) {
      return close(why, state);
    }
    sendAfter(REJOIN_AFTER.get(state.failedJoins()), new Join());
    return state.standing(Standing.JOINING, state.failedJoins() + 1, state.watching());
  }

  private State close(String why, State state) {
    send(self(), new ToClient.Failed(new Problem("cannot_start_session", why, nothing())));
    return state.closed();
  }

  private static JsonNode nothing() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  protected Next<State> handleCast(Object message, State state) throws Exception {
    return switch (message) {
      case Run(String code, JsonNode event) ->
          Next.state(run(code, event, state.lastReference() + 1, state));
      case RunFor(Pid channel, long ticket, String code, JsonNode event) -> {
        long reference = state.lastReference() + 1;
        send(channel, new Running(ticket, reference));
        yield Next.state(run(code, event, reference, state));
      }
      case Attach(Pid channel) -> Next.state(attach(channel, state));
      case Show(Pid channel) -> {
        show(channel, state);
        yield Next.state(state);
      }
      case Leave() when isAlone() -> {
        cast(session.eventHandler(), new Stop("its client has left"));
        yield Next.state(state);
      }
      case Leave() -> {
        closeRoute();
        yield Next.stop(state);
      }
      case End(String why) -> {
        cast(session.eventHandler(), new Stop(why));
        yield Next.stop(state);
      }
      default -> super.handleCast(message, state);
    };
  }

  private State attach(Pid channel, State state) {
    show(channel, state);
    if (state.failed() != null) {
      cast(shows.builder(), new UiBuilder.Resync(self()));
    }
    return state.reaches(
        ImmutableMap.<Signal.Monitor, Pid>builder()
            .putAll(state.channels())
            .put(monitor(channel), channel)
            .buildOrThrow());
  }

  private void show(Pid channel, State state) {
    if (state.ui() != null) {
      send(channel, new ToClient.Ui(state.ui()));
    }
  }

  private void closeRoute() {
    try {
      call(session.routes(), new Supervision.TerminateChild(shows.builder()), INFINITY);
    } catch (CallFailed gone) {
      note(gone);
    }
    cast(session.changeManager(), new ChangeEventManager.Unused(shows.builder()));
  }

  private State run(String code, JsonNode event, long reference, State state) {
    try {
      Optional<Listener> listener =
          call(shows.builder(), new UiBuilder.FindListener(code), INFINITY);
      Signal.Monitor monitor = monitor(session.eventHandler());
      if (listener.isPresent()) {
        cast(
            session.eventHandler(), new EventHandler.Run(listener.get(), event, reference, self()));
      } else {
        ran(reference, "unknow_listener_code", "the UI has no listener with the code " + code);
      }
      return state.runs(
          reference,
          ImmutableMap.<Signal.Monitor, Long>builder()
              .putAll(state.running())
              .put(monitor, reference)
              .buildOrThrow());
    } catch (CallFailed e) {
      ran(reference, "session_not_started", String.valueOf(e.getMessage()));
      return state.runs(reference, state.running());
    }
  }

  private void ran(long reference, String reason, String message) {
    send(self(), new ToClient.Ran(reference, new Problem(reason, message, nothing())));
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return switch (message) {
      case ToClient.Closed closed when !isAlone() -> {
        forward(closed, state);
        yield Next.stop(state.closed());
      }
      case ToClient toClient -> {
        forward(toClient, state);
        yield Next.state(received(toClient, state));
      }
      case Join() -> Next.state(join(state));
      case Signal.Down(Signal.Monitor monitor, _, ExitReason reason)
          when state.running().containsKey(monitor) -> {
        ran(state.running().get(monitor), "error_500", "the listener was cut off: " + reason);
        yield Next.state(without(monitor, state));
      }
      case Signal.Down(Signal.Monitor monitor, _, _) when state.channels().containsKey(monitor) ->
          Next.state(
              state.reaches(Maps.filterKeys(state.channels(), each -> !each.equals(monitor))));
      case Signal.Down(Signal.Monitor monitor, _, _) when state.watching().contains(monitor) ->
          Next.state(state.standing() == Standing.JOINED ? join(state) : state);
      case Signal.Down _ -> Next.state(state);
      default -> super.handleInfo(message, state);
    };
  }

  private void forward(ToClient message, State state) {
    state.channels().values().forEach(channel -> send(channel, message));
  }

  private State received(ToClient message, State state) throws PatchException {
    return switch (message) {
      case ToClient.Ui(JsonNode ui) -> state.shows(ui, null);
      case ToClient.PatchUi patched when state.ui() != null ->
          state.shows(patched.patch().apply(state.ui()), null);
      case ToClient.PatchUi _ -> throw new PatchException("a patch came before any UI");
      case ToClient.Ran(long reference, _) -> ended(reference, state);
      case ToClient.Closed _ -> state.closed();
      case ToClient.Failed(Problem problem) ->
          state.ui() == null ? state.shows(null, problem) : state;
    };
  }

  private State ended(long reference, State state) {
    for (Map.Entry<Signal.Monitor, Long> each : state.running().entrySet()) {
      if (each.getValue() == reference) {
        demonitor(each.getKey());
        return without(each.getKey(), state);
      }
    }
    return state;
  }

  private static State without(Signal.Monitor monitor, State state) {
    return state.runs(
        state.lastReference(), Maps.filterKeys(state.running(), each -> !each.equals(monitor)));
  }
}
