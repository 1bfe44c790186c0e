package dev.espalier.environment;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.espalier.app.App;
import dev.espalier.environment.ListenerCall.Failure;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import dev.espalier.otp.Supervision;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonNull;

/**
 * Environment.EventHandler: the queue of the environment's events to the app. It ends the
 * environment when there has been no session for long enough.
 */
public final class EventHandler extends GenServer<EventHandler.State> {

  /** Has the app run its listener for an event, after those asked for before. */
  public record SendEvent(LifecycleEvent event) implements Request<Optional<Failure>> {}

  /** Has the app run a listener that a webhook stands for, after those asked for before. */
  public record RunListener(App.ListenerRequest listener) implements Request<Optional<Failure>> {}

  /**
   * The same from Crons.
   *
   * @param run comes back in {@link Ran}
   */
  public record Run(App.ListenerRequest listener, Signal.Monitor run, Pid crons) {}

  /** Sent to Crons: a listener has ended. */
  public record Ran(Signal.Monitor run, Optional<Failure> failure) {}

  /** A Session.EventHandler is there. */
  public record SessionStarted(Pid session) {}

  /** Asks an event handler to end what it belongs to, as soon as its queue is done. */
  public record Stop(String why) {}

  /**
   * @param sessions the Session.EventHandlers
   * @param stopping whether the environment ends once they are gone
   */
  public record State(ImmutableSet<Pid> sessions, boolean stopping) {}

  private final Environment environment;
  private final ListenerCall listeners;

  EventHandler(Environment environment) {
    this.environment = environment;
    this.listeners =
        new ListenerCall(
            environment,
            environment.tokens(),
            new BsonDocument("me", BsonNull.VALUE),
            this::call,
            new AskedApp(environment, this::sleep, this::outside, this::note));
  }

  @Override
  protected Init<State> init() {
    ImmutableSet<Pid> sessions = ImmutableSet.copyOf(node().members(environment.sessionEvents()));
    sessions.forEach(this::monitor);
    return Init.orTimeout(new State(sessions, false), environment.limits().environment());
  }

  private Next<State> next(State state) {
    if (!state.sessions().isEmpty()) {
      return Next.state(state);
    }
    if (state.stopping()) {
      end();
      return Next.state(new State(state.sessions(), false));
    }
    return Next.orTimeout(state, environment.limits().environment());
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    return switch (request) {
      case SendEvent(LifecycleEvent event) -> {
        reply(from, listeners.run(self(), event.request()));
        yield next(state);
      }
      case RunListener(App.ListenerRequest listener) -> {
        reply(from, listeners.run(self(), listener));
        yield next(state);
      }
      default -> super.handleCall(request, from, state);
    };
  }

  @Override
  protected Next<State> handleCast(Object message, State state) throws Exception {
    return switch (message) {
      case SessionStarted(Pid session) when !state.sessions().contains(session) -> {
        monitor(session);
        yield next(
            new State(
                Sets.union(state.sessions(), ImmutableSet.of(session)).immutableCopy(),
                state.stopping()));
      }
      case SessionStarted _ -> next(state);
      case Run(App.ListenerRequest listener, Signal.Monitor run, Pid crons) -> {
        send(crons, new Ran(run, listeners.run(self(), listener)));
        yield next(state);
      }
      case Stop stop -> {
        state.sessions().forEach(session -> cast(session, stop));
        yield next(new State(state.sessions(), true));
      }
      default -> super.handleCast(message, state);
    };
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return switch (message) {
      case Signal.Down(_, Pid gone, _) ->
          next(
              new State(
                  Sets.difference(state.sessions(), ImmutableSet.of(gone)).immutableCopy(),
                  state.stopping()));
      case Signal.Timeout _ when state.sessions().isEmpty() ->
          next(new State(state.sessions(), true));
      case Signal.Timeout _ -> next(state);
      default -> super.handleInfo(message, state);
    };
  }

  private void end() {
    listeners
        .run(self(), LifecycleEvent.ENV_STOP.request())
        .filter(failure -> !failure.isMissingListener())
        .ifPresent(this::note);
    request(
        EnvironmentSupervisor.MANAGERS, new Supervision.TerminateChild(environment.supervisor()));
  }
}
