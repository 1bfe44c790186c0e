package dev.espalier.session;

import dev.espalier.app.App;
import dev.espalier.environment.AskedApp;
import dev.espalier.environment.Environment;
import dev.espalier.environment.EventHandler.SendEvent;
import dev.espalier.environment.EventHandler.SessionStarted;
import dev.espalier.environment.EventHandler.Stop;
import dev.espalier.environment.LifecycleEvent;
import dev.espalier.environment.ListenerCall;
import dev.espalier.environment.ListenerCall.Failure;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import dev.espalier.otp.Supervision;
import dev.espalier.session.ToClient.Problem;
import dev.espalier.ui.Listener;
import java.time.Duration;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Session.EventHandler: the queue of the session's events, one listener at a time. It ends the
 * session when its client leaves or when nothing has come for long enough.
 */
public final class EventHandler extends GenServer<EventHandler.State> {
  /** What the names of listeners begin with that are not the app's. */
  private static final String OURS = "@lenra:";

  /**
   * From a client.
   *
   * @param reference comes back in {@link ToClient.Ran}
   */
  public record Run(Listener listener, JsonNode event, long reference, Pid client) {}

  /** Noted when a listener is named as an action of Lenra's that there is not. */
  public record UnknownAction(String name) {}

  /** Its client is there, though it has nothing to ask. */
  public record Present() {}

  /**
   * @param ended whether it has asked for its own end
   */
  public record State(boolean ended) {}

  private final Environment environment;
  private final Session session;
  private final ListenerCall listeners;

  EventHandler(Environment environment, Session session) {
    this.environment = environment;
    this.session = session;
    BsonValue me = session.me(environment).<BsonValue>map(BsonString::new).orElse(BsonNull.VALUE);
    this.listeners =
        new ListenerCall(
            environment,
            session.tokens(),
            new BsonDocument("me", me),
            this::call,
            new AskedApp(environment, this::sleep, this::outside, this::note));
  }

  @Override
  protected Init<State> init() {
    join(environment.sessionEvents());
    cast(environment.eventHandler(), new SessionStarted(self()));
    return Init.orTimeout(new State(false), environment.limits().session());
  }

  private Next<State> next(State state) {
    return state.ended()
        ? Next.state(state)
        : Next.orTimeout(state, environment.limits().session());
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    if (!(request instanceof SendEvent(LifecycleEvent event))) {
      return super.handleCall(request, from, state);
    }
    reply(from, listeners.run(self(), event.request()));
    return next(state);
  }

  @Override
  protected Next<State> handleCast(Object message, State state) throws Exception {
    return switch (message) {
      case Run run -> {
        send(
            run.client(),
            new ToClient.Ran(run.reference(), problem(run(run.listener(), run.event()))));
        yield next(state);
      }
      case Present() -> next(state);
      case Stop(String why) -> end(why, state);
      default -> super.handleCast(message, state);
    };
  }

  private Optional<Failure> run(Listener listener, JsonNode event) {
    if (listener.name().equals(OURS + "navTo")) {
      publish(session.navigators(), new NavTo(listener.props()));
      return Optional.empty();
    }
    if (listener.name().startsWith(OURS)) {
      note(new UnknownAction(listener.name()));
      return Optional.empty();
    }
    return listeners.run(self(), new App.ListenerRequest(listener.name(), listener.props(), event));
  }

  private static @Nullable Problem problem(Optional<Failure> failure) {
    return failure
        .map(each ->
            new Problem(
                each.reason().code(), each.message(), JsonNodeFactory.instance.objectNode()))
        .orElse(null);
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return message instanceof Signal.Timeout
        ? end("nothing came for " + inWords(environment.limits().session()), state)
        : super.handleInfo(message, state);
  }

  private static String inWords(Duration duration) {
    return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
  }

  private Next<State> end(String why, State state) {
    if (!state.ended()) {
      listeners
          .run(self(), LifecycleEvent.SESSION_STOP.request())
          .filter(failure -> !failure.isMissingListener())
          .ifPresent(this::note);
      publish(session.clients(), new ToClient.Closed(why));
      request(environment.sessions(), new Supervision.TerminateChild(session.supervisor()));
    }
    return Next.state(new State(true));
  }
}
