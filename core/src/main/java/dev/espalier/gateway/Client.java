package dev.espalier.gateway;

import com.google.common.collect.ImmutableMap;
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
import dev.espalier.otp.Supervision;
import dev.espalier.session.EventHandler;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The other end of a session: joins it, holds the UI as its client has it, and joins again when the
 * session breaks, as Phoenix's clients do.
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

  /** Leaves the session, which ends. */
  public record Leave() {}

  private record Join() {}

  /** How it stands with the session. */
  public enum Standing {
    JOINING,
    JOINED,
    CLOSED
  }

  /**
   * @param ui the last one sent, with every patch since applied; none before the first
   * @param failedJoins how often in a row it could not join
   * @param running what its listeners that run were started with, by the watch over who runs them
   */
  public record State(
      Session session,
      Standing standing,
      @Nullable JsonNode ui,
      int failedJoins,
      long lastReference,
      ImmutableMap<Signal.Monitor, Long> running) {

    private State standing(Standing now) {
      return new State(session, now, ui, failedJoins, lastReference, running);
    }

    private State joined() {
      return new State(session, Standing.JOINED, ui, 0, lastReference, running);
    }

    private State notJoined() {
      return new State(session, Standing.JOINING, ui, failedJoins + 1, lastReference, running);
    }

    private State shows(JsonNode now) {
      return new State(session, standing, now, failedJoins, lastReference, running);
    }

    private State runs(Signal.Monitor monitor, long reference) {
      return new State(
          session,
          standing,
          ui,
          failedJoins,
          reference,
          ImmutableMap.<Signal.Monitor, Long>builder()
              .putAll(running)
              .put(monitor, reference)
              .buildOrThrow());
    }

    private State without(Signal.Monitor monitor) {
      return new State(
          session,
          standing,
          ui,
          failedJoins,
          lastReference,
          ImmutableMap.copyOf(Maps.filterKeys(running, each -> !each.equals(monitor))));
    }
  }

  private final Environment environment;
  private final Session session;

  private Client(Environment environment, Session session) {
    this.environment = environment;
    this.session = session;
  }

  public static ChildSpec spec(Environment environment, Session session) {
    return ChildSpec.worker(
        new Name("Client", session.id()), () -> new Client(environment, session));
  }

  @Override
  protected Init<State> init() {
    join(session.clients());
    return Init.thenContinue(
        new State(session, Standing.JOINING, null, 0, 0, ImmutableMap.of()), new Join());
  }

  @Override
  protected Next<State> handleContinue(Object continuation, State state) {
    return Next.state(join(state));
  }

  private State join(State state) {
    try {
      start(EnvironmentSupervisor.MANAGERS, EnvironmentSupervisor.spec(environment));
      monitor(start(environment.sessions(), SessionSupervisor.spec(environment, session)));
      return state.joined();
    } catch (Exit failure) {
      return failure.reason().isInterruption()
          ? joinLater(failure.reason().toString(), state)
          : close(failure.reason().toString(), state);
    } catch (CallFailed failure) {
      return joinLater(String.valueOf(failure.getMessage()), state);
    }
  }

  private Pid start(Name supervisor, ChildSpec spec) {
    return call(supervisor, new Supervision.StartChild(spec), INFINITY).pidOrExit();
  }

  private State joinLater(String why, State state) {
    if (state.failedJoins() >= REJOIN_AFTER.size()) {
      return close(why, state);
    }
    sendAfter(REJOIN_AFTER.get(state.failedJoins()), new Join());
    return state.notJoined();
  }

  private State close(String why, State state) {
    send(self(), new ToClient.Failed(new Problem("cannot_start_session", why, nothing())));
    return state.standing(Standing.CLOSED);
  }

  private static JsonNode nothing() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  protected Next<State> handleCast(Object message, State state) throws Exception {
    return switch (message) {
      case Run(String code, JsonNode event) -> Next.state(run(code, event, state));
      case Leave() -> {
        cast(session.eventHandler(), new Stop("its client has left"));
        yield Next.state(state);
      }
      default -> super.handleCast(message, state);
    };
  }

  private State run(String code, JsonNode event, State state) {
    long reference = state.lastReference() + 1;
    try {
      Optional<Listener> listener =
          call(session.uiBuilder(), new UiBuilder.FindListener(code), INFINITY);
      Signal.Monitor monitor = monitor(session.eventHandler());
      if (listener.isPresent()) {
        cast(
            session.eventHandler(), new EventHandler.Run(listener.get(), event, reference, self()));
      } else {
        ran(reference, "unknow_listener_code", "the UI has no listener with the code " + code);
      }
      return state.runs(monitor, reference);
    } catch (CallFailed e) {
      ran(reference, "session_not_started", String.valueOf(e.getMessage()));
      return state;
    }
  }

  private void ran(long reference, String reason, String message) {
    send(self(), new ToClient.Ran(reference, new Problem(reason, message, nothing())));
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return switch (message) {
      case ToClient toClient -> Next.state(received(toClient, state));
      case Join() -> Next.state(join(state));
      case Signal.Down(Signal.Monitor monitor, _, ExitReason reason)
          when state.running().containsKey(monitor) -> {
        ran(state.running().get(monitor), "error_500", "the listener was cut off: " + reason);
        yield Next.state(state.without(monitor));
      }
      case Signal.Down _ when state.standing() == Standing.JOINED -> Next.state(join(state));
      case Signal.Down _ -> Next.state(state);
      default -> super.handleInfo(message, state);
    };
  }

  private State received(ToClient message, State state) throws PatchException {
    return switch (message) {
      case ToClient.Ui(JsonNode ui) -> state.shows(ui);
      case ToClient.PatchUi patched when state.ui() != null ->
          state.shows(patched.patch().apply(state.ui()));
      case ToClient.PatchUi _ -> throw new PatchException("a patch came before any UI");
      case ToClient.Ran(long reference, _) -> ended(reference, state);
      case ToClient.Closed _ -> state.standing(Standing.CLOSED);
      case ToClient.Failed _ -> state;
    };
  }

  private State ended(long reference, State state) {
    for (Map.Entry<Signal.Monitor, Long> each : state.running().entrySet()) {
      if (each.getValue() == reference) {
        demonitor(each.getKey());
        return state.without(each.getKey());
      }
    }
    return state;
  }
}
