package dev.espalier.gateway.channel;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.espalier.app.Mode;
import dev.espalier.environment.Environment;
import dev.espalier.gateway.channel.Channel.FromClient;
import dev.espalier.gateway.channel.Outbox.Letter;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import dev.espalier.otp.StartResult;
import dev.espalier.session.EventHandler;
import dev.espalier.session.Route;
import dev.espalier.session.ToClient.Problem;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Socket: the process of one connection. It hands each frame to the channel of its topic, writes
 * what channels push, one frame at a time, and takes its channels along when it ends.
 */
final class Socket extends GenServer<Socket.State> {
  private static final int UNSUPPORTED = 1003;
  private static final int MALFORMED = 1007;
  private static final int REFUSED = 1008;
  private static final int GONE_ON = 4000;
  private static final String APP = "app";
  private static final String ROUTES = "routes";
  private static final String ROUTE = "route:";

  /** A text has come; the next one does before this is answered. */
  record Incoming(String text) implements Request<Boolean> {}

  /** What has come is no text. */
  record Binary() {}

  /** The connection has ended. */
  record Lost() {}

  /**
   * From a channel.
   *
   * @param told whoever is told once it is written
   */
  record Push(Frame frame, @Nullable Pid told) {}

  /** From a channel: the client has joined it. */
  record Joined(Frame reply) {}

  /** To itself: what was being written has been. */
  private record Written() {}

  /** From SessionMonitor: the client has come back by another connection. */
  record Replaced() {}

  /**
   * A topic that was asked for.
   *
   * @param ref the reference of its join
   * @param joined whether the channel takes frames
   */
  record Topic(Pid channel, @Nullable String ref, boolean joined) {}

  /**
   * @param visit its session, once something was joined
   */
  record State(ImmutableMap<String, Topic> topics, @Nullable Visit visit, Outbox outbox) {

    private State with(String name, Topic topic) {
      return new State(
          ImmutableMap.<String, Topic>builder().putAll(topics).put(name, topic).buildKeepingLast(),
          visit,
          outbox);
    }

    private State without(String name) {
      return new State(
          ImmutableMap.copyOf(Maps.filterKeys(topics, each -> !each.equals(name))), visit, outbox);
    }

    private State visiting(Visit now) {
      return new State(topics, now, outbox);
    }

    private State writing(Outbox now) {
      return new State(topics, visit, now);
    }
  }

  private final Connection connection;
  private final Serializer serializer;
  private final Visitor visitor;
  private final Apps apps;
  private final ChannelLimits limits;

  private Socket(
      Connection connection,
      Serializer serializer,
      Visitor visitor,
      Apps apps,
      ChannelLimits limits) {
    this.connection = connection;
    this.serializer = serializer;
    this.visitor = visitor;
    this.apps = apps;
    this.limits = limits;
  }

  static ChildSpec spec(
      Connection connection,
      Serializer serializer,
      Visitor visitor,
      Apps apps,
      ChannelLimits limits) {
    return ChildSpec.worker(
            "Socket", () -> new Socket(connection, serializer, visitor, apps, limits))
        .restart(ChildSpec.Restart.TEMPORARY);
  }

  @Override
  protected Init<State> init() {
    trapExits();
    monitor(SessionMonitor.NAME);
    return Init.ok(new State(ImmutableMap.of(), null, Outbox.EMPTY));
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    if (!(request instanceof Incoming(String text))) {
      return super.handleCall(request, from, state);
    }
    try {
      Next<State> next = received(serializer.decode(text), state);
      reply(from, true);
      return next;
    } catch (MalformedFrameException e) {
      reply(from, false);
      return close(MALFORMED, String.valueOf(e.getMessage()), state);
    }
  }

  private Next<State> close(int status, String why, State state) {
    connection.close(status, why);
    return Next.stop(state, new ExitReason.Shutdown(why));
  }

  private Next<State> received(Frame frame, State state) {
    if (frame.topic().equals("phoenix") && frame.event().equals("heartbeat")) {
      if (state.visit() != null) {
        cast(state.visit().session().eventHandler(), new EventHandler.Present());
      }
      return written(frame.ok(null, Channel.nothing()), null, state);
    }
    if (frame.event().equals(Frame.JOIN)) {
      return join(frame, state);
    }
    Topic topic = state.topics().get(frame.topic());
    if (topic == null || isOfAnotherJoin(frame, topic)) {
      return refuse(frame, "unmatched_topic", "this topic is not joined: " + frame.topic(), state);
    }
    if (topic.joined()) {
      return hand(frame, topic, state);
    }
    if (frame.event().equals(Frame.LEAVE)) {
      exit(topic.channel(), new ExitReason.Shutdown("left"));
      return written(frame.ok(topic.ref(), Channel.nothing()), null, state.without(frame.topic()));
    }
    return refuse(frame, "not_joined", "wait for the reply to the join", state);
  }

  private static boolean isOfAnotherJoin(Frame frame, Topic topic) {
    return frame.joinRef() != null && !frame.joinRef().equals(topic.ref());
  }

  private Next<State> hand(Frame frame, Topic topic, State state) {
    try {
      call(topic.channel(), new FromClient(frame));
      return Next.state(state);
    } catch (CallFailed e) {
      return refuse(frame, "error_500", String.valueOf(e.getMessage()), state);
    }
  }

  private Next<State> refuse(Frame frame, String reason, String message, State state) {
    return refuse(frame, ProblemJson.of(reason, message), state);
  }

  private Next<State> refuse(Frame frame, Problem problem, State state) {
    return written(frame.error(frame.joinRef(), ProblemJson.replied(problem)), null, state);
  }

  private Next<State> join(Frame frame, State state) {
    Topic before = state.topics().get(frame.topic());
    if (before != null) {
      exit(before.channel(), new ExitReason.Shutdown("joined again"));
    }
    State free = state.without(frame.topic());
    if (free.topics().size() >= limits.channels()) {
      return refuse(
          frame,
          "too_many_requests",
          "a connection has at most %d channels; leave one".formatted(limits.channels()),
          free);
    }
    Optional<Problem> mistake = mistake(frame);
    if (mistake.isPresent()) {
      return refuse(frame, mistake.get(), free);
    }
    return switch (visit(frame, free)) {
      case Entrance.Refused(Problem problem) -> refuse(frame, problem, free);
      case Entrance.Granted(Visit visit) -> start(frame, visit, free.visiting(visit));
    };
  }

  private static Optional<Problem> mistake(Frame join) {
    if (mode(join).isEmpty()) {
      return Optional.of(ProblemJson.of("invalid_channel_name", "a mode is lenra or json"));
    }
    return join.topic().equals(APP) || join.topic().equals(ROUTES) || join.topic().startsWith(ROUTE)
        ? Optional.empty()
        : Optional.of(
            ProblemJson.of(
                "unmatched_topic",
                "a topic is app, routes or route:/path, and not " + join.topic()));
  }

  private static Optional<Mode> mode(Frame join) {
    return Mode.of(join.payload().path("mode").asString(Mode.LENRA.written()));
  }

  private Entrance visit(Frame join, State state) {
    if (state.visit() != null) {
      return new Entrance.Granted(state.visit());
    }
    Visitor told = join.topic().equals(APP) ? visitor.joining(join.payload()) : visitor;
    if (told.app() == null) {
      return refused("no_app_found", "name an app: connect with the parameter app");
    }
    Optional<Environment> environment = apps.named(told.app());
    if (environment.isEmpty()) {
      return refused("no_app_found", "there is no app " + told.app());
    }
    try {
      return call(SessionMonitor.NAME, new SessionMonitor.Enter(told, environment.get(), self()));
    } catch (CallFailed e) {
      return refused("cannot_start_session", String.valueOf(e.getMessage()));
    }
  }

  private static Entrance refused(String reason, String message) {
    return new Entrance.Refused(ProblemJson.of(reason, message));
  }

  private Next<State> start(Frame join, Visit visit, State state) {
    Channel channel = new Channel(self(), join, visit.environment(), visit.session(), visit.key());
    return switch (startLink(spec(channel))) {
      case StartResult.Started(Pid pid) ->
          Next.state(state.with(join.topic(), new Topic(pid, channel.ref(), false)));
      case StartResult other ->
          refuse(join, "cannot_start_session", "no channel started: " + other, state);
    };
  }

  private ChildSpec spec(Channel channel) {
    Mode mode = mode(channel.join()).orElseThrow();
    return switch (channel.join().topic()) {
      case APP -> RouteChannel.spec("AppChannel", channel, new Route(Mode.LENRA, "/"), limits);
      case ROUTES -> RoutesChannel.spec(channel, mode);
      case String topic ->
          RouteChannel.spec(
              "RouteChannel", channel, new Route(mode, topic.substring(ROUTE.length())), limits);
    };
  }

  @Override
  protected Next<State> handleCast(Object message, State state) throws Exception {
    return switch (message) {
      case Push(Frame frame, Pid told) -> written(frame, told, state);
      case Joined(Frame reply) -> {
        Topic topic = state.topics().get(reply.topic());
        yield topic == null
            ? Next.state(state)
            : written(
                reply,
                null,
                state.with(reply.topic(), new Topic(topic.channel(), topic.ref(), true)));
      }
      case Written() -> Next.state(written(state));
      case Binary() -> close(UNSUPPORTED, "a frame is text", state);
      case Replaced() -> close(GONE_ON, "its session goes on in another connection", state);
      case Lost() -> Next.stop(state, new ExitReason.Shutdown("the connection has ended"));
      default -> super.handleCast(message, state);
    };
  }

  /** Has a frame be written, after those before it. */
  private Next<State> written(Frame frame, @Nullable Pid told, State state) {
    if (state.outbox().waiting().size() >= limits.frames()) {
      return close(REFUSED, "%d frames wait to be read".formatted(limits.frames()), state);
    }
    State more = state.writing(state.outbox().with(new Letter(frame, told)));
    return Next.state(more.outbox().writing() == null ? write(more) : more);
  }

  private State written(State state) {
    Letter letter = state.outbox().writing();
    if (letter != null && letter.sender() != null) {
      send(letter.sender(), new Channel.Written());
    }
    return write(state);
  }

  private State write(State state) {
    State next = state.writing(state.outbox().next());
    if (next.outbox().writing() != null) {
      Pid self = self();
      connection.send(
          serializer.encode(next.outbox().writing().frame()),
          () -> node().cast(self, new Written()));
    }
    return next;
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return switch (message) {
      case Signal.Exited(Pid channel, ExitReason reason) -> exited(channel, reason, state);
      case Signal.Down _ -> close(REFUSED, "sessions are not to be had now", state);
      default -> super.handleInfo(message, state);
    };
  }

  /** Tells the client of a channel that has ended by itself. */
  private Next<State> exited(Pid channel, ExitReason reason, State state) {
    for (Map.Entry<String, Topic> each : state.topics().entrySet()) {
      if (each.getValue().channel().equals(channel)) {
        State without = state.without(each.getKey());
        return reason instanceof ExitReason.Shutdown
            ? Next.state(without)
            : written(farewell(each.getKey(), each.getValue(), reason), null, without);
      }
    }
    return Next.state(state);
  }

  private static Frame farewell(String name, Topic topic, ExitReason reason) {
    String event = reason instanceof ExitReason.Normal ? Frame.CLOSE : Frame.ERROR;
    return new Frame(topic.ref(), topic.ref(), name, event, Channel.nothing());
  }
}
