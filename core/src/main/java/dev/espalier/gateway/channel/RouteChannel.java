package dev.espalier.gateway.channel;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.espalier.gateway.Client;
import dev.espalier.gateway.channel.Backlog.Step;
import dev.espalier.gateway.channel.Channel.FromClient;
import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.Exit;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import dev.espalier.otp.Supervision;
import dev.espalier.session.Route;
import dev.espalier.session.ToClient;
import dev.espalier.session.ToClient.Problem;
import dev.espalier.ui.JsonPatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * RouteChannel, or AppChannel for the oldest clients: the way between a client of a session, which
 * stays, and the one outside, which comes and goes.
 */
final class RouteChannel extends GenServer<RouteChannel.State> {
  private static final int ATTEMPTS = 5;

  /**
   * @param client what it is a channel to
   * @param joined whether the one outside has been told so
   * @param attempts how often the client has gone before it was
   * @param asked what listeners were to be run with, by ticket
   * @param running the same of those that the client runs, by its reference
   */
  record State(
      Pid client,
      boolean joined,
      int attempts,
      Backlog backlog,
      ImmutableMap<Long, Frame> asked,
      ImmutableMap<Long, Frame> running,
      long lastTicket) {

    private static State of(Pid client, int attempts) {
      return new State(
          client, false, attempts, Backlog.NONE, ImmutableMap.of(), ImmutableMap.of(), 0);
    }

    private State hasJoined() {
      return new State(client, true, 0, backlog, asked, running, lastTicket);
    }

    private State then(Backlog now) {
      return new State(client, joined, attempts, now, asked, running, lastTicket);
    }

    private State asks(long ticket, Frame frame) {
      return new State(
          client, joined, attempts, backlog, with(asked, ticket, frame), running, ticket);
    }

    private State runs(long ticket, long reference) {
      Frame frame = asked.get(ticket);
      return frame == null
          ? this
          : new State(
              client,
              joined,
              attempts,
              backlog,
              without(asked, ticket),
              with(running, reference, frame),
              lastTicket);
    }

    private State ran(long reference) {
      return new State(
          client, joined, attempts, backlog, asked, without(running, reference), lastTicket);
    }

    private static ImmutableMap<Long, Frame> with(
        ImmutableMap<Long, Frame> frames, long number, Frame frame) {
      return ImmutableMap.<Long, Frame>builder().putAll(frames).put(number, frame).buildOrThrow();
    }

    private static ImmutableMap<Long, Frame> without(
        ImmutableMap<Long, Frame> frames, long number) {
      return ImmutableMap.copyOf(Maps.filterKeys(frames, each -> each != number));
    }
  }

  private final Channel channel;
  private final Route route;
  private final ChannelLimits limits;

  private RouteChannel(Channel channel, Route route, ChannelLimits limits) {
    this.channel = channel;
    this.route = route;
    this.limits = limits;
  }

  static ChildSpec spec(String kind, Channel channel, Route route, ChannelLimits limits) {
    return ChildSpec.worker(kind, () -> new RouteChannel(channel, route, limits))
        .restart(ChildSpec.Restart.TEMPORARY);
  }

  @Override
  protected Init<State> init() {
    return Init.ok(attach(0));
  }

  private State attach(int attempts) {
    ChildSpec spec = Client.spec(channel.environment(), channel.session(), route);
    Pid client = call(Endpoint.CLIENTS, new Supervision.StartChild(spec)).pidOrExit();
    monitor(client);
    cast(client, new Client.Attach(self()));
    return State.of(client, attempts);
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    if (!(request instanceof FromClient(Frame frame))) {
      return super.handleCall(request, from, state);
    }
    reply(from, true);
    return switch (frame.event()) {
      case "run" -> Next.state(run(frame, state));
      case Frame.LEAVE -> {
        cast(state.client(), new Client.Leave());
        cast(channel.socket(), channel.reply(frame, Channel.nothing()));
        yield Next.stop(state);
      }
      default -> {
        refuse(frame, ProblemJson.of("unknown_event", "an event is run, and not " + frame.event()));
        yield Next.state(state);
      }
    };
  }

  private void refuse(Frame frame, Problem problem) {
    cast(
        channel.socket(),
        channel.refuse(
            frame,
            JsonNodeFactory.instance.objectNode().set("error", ProblemJson.replied(problem))));
  }

  private State run(Frame frame, State state) {
    JsonNode code = frame.payload().path("code");
    if (!code.isString()) {
      refuse(frame, ProblemJson.of("null_parameters", "run needs the code of a listener"));
      return state;
    }
    if (state.asked().size() + state.running().size() >= limits.runs()) {
      refuse(
          frame,
          ProblemJson.of(
              "too_many_requests",
              "%d listeners of this channel are waiting or running".formatted(limits.runs())));
      return state;
    }
    long ticket = state.lastTicket() + 1;
    JsonNode event = frame.payload().path("event");
    cast(
        state.client(),
        new Client.RunFor(
            self(),
            ticket,
            code.stringValue(),
            event.isMissingNode() || event.isNull() ? Channel.nothing() : event));
    return state.asks(ticket, frame);
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return switch (message) {
      case ToClient toClient -> received(toClient, state);
      case Client.Running(long ticket, long reference) -> Next.state(state.runs(ticket, reference));
      case Channel.Written() -> Next.state(take(state.backlog().written(), state));
      case Signal.Down(_, _, ExitReason reason) -> clientGone(reason, state);
      default -> super.handleInfo(message, state);
    };
  }

  private Next<State> received(ToClient message, State state) {
    return switch (message) {
      case ToClient.Ui(JsonNode ui) -> Next.state(take(state.backlog().ui(ui), joined(state)));
      case ToClient.PatchUi(JsonPatch patch) ->
          Next.state(
              state.joined() ? take(state.backlog().patch(patch, limits.patches()), state) : state);
      case ToClient.Failed(Problem problem) when state.joined() -> {
        cast(channel.socket(), channel.push("error", ProblemJson.pushed(problem), null));
        if (problem.reason().equals("cannot_start_session")) {
          cast(state.client(), new Client.Leave());
          throw new Exit(ExitReason.failure(problem.message()));
        }
        yield Next.state(state);
      }
      case ToClient.Failed(Problem problem) -> {
        cast(state.client(), new Client.Leave());
        yield refuseJoin(problem, state);
      }
      case ToClient.Ran(long reference, Problem problem) ->
          Next.state(ran(reference, problem, state));
      case ToClient.Closed _ when state.joined() -> Next.stop(state);
      case ToClient.Closed(String why) ->
          refuseJoin(ProblemJson.of("session_not_started", why), state);
    };
  }

  private Next<State> refuseJoin(Problem problem, State state) {
    cast(channel.socket(), channel.refused(problem));
    return Next.stop(state, new ExitReason.Shutdown(problem.reason()));
  }

  private State joined(State state) {
    if (!state.joined()) {
      cast(
          channel.socket(),
          channel.joined(JsonNodeFactory.instance.objectNode().put("session", channel.key())));
    }
    return state.hasJoined();
  }

  private State take(Step step, State state) {
    switch (step) {
      case Step.Wait _ -> {}
      case Step.Send(String event, JsonNode payload, _) ->
          cast(channel.socket(), channel.push(event, payload, self()));
      case Step.Ask _ -> cast(state.client(), new Client.Show(self()));
    }
    return state.then(step.then());
  }

  private State ran(long reference, @Nullable Problem problem, State state) {
    Frame frame = state.running().get(reference);
    if (frame == null) {
      return state;
    }
    if (problem == null) {
      cast(channel.socket(), channel.reply(frame, Channel.nothing()));
    } else {
      cast(channel.socket(), channel.push("error", ProblemJson.pushed(problem), null));
      refuse(frame, problem);
    }
    return state.ran(reference);
  }

  /** One that was about to leave when this came may be in its way; then the next one is asked. */
  private Next<State> clientGone(ExitReason reason, State state) {
    if (state.joined() || state.attempts() >= ATTEMPTS) {
      throw new Exit(ExitReason.failure("its client is gone: " + reason));
    }
    return Next.state(attach(state.attempts() + 1));
  }
}
