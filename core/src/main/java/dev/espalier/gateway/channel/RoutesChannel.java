package dev.espalier.gateway.channel;

import dev.espalier.app.Manifest;
import dev.espalier.app.Mode;
import dev.espalier.environment.EnvironmentSupervisor;
import dev.espalier.environment.ManifestHandler;
import dev.espalier.gateway.channel.Channel.FromClient;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.Exit;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Next;
import dev.espalier.otp.Request;
import dev.espalier.otp.Supervision;
import dev.espalier.session.NavTo;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** RoutesChannel: tells a client the routes that are for it, and when it is to go to another. */
final class RoutesChannel extends GenServer<RoutesChannel.State> {

  /** It keeps nothing. */
  record State() {}

  private record Join() {}

  private final Channel channel;
  private final Mode mode;

  private RoutesChannel(Channel channel, Mode mode) {
    this.channel = channel;
    this.mode = mode;
  }

  static ChildSpec spec(Channel channel, Mode mode) {
    return ChildSpec.worker("RoutesChannel", () -> new RoutesChannel(channel, mode))
        .restart(ChildSpec.Restart.TEMPORARY);
  }

  @Override
  protected Init<State> init() {
    return Init.thenContinue(new State(), new Join());
  }

  @Override
  protected Next<State> handleContinue(Object continuation, State state) {
    try {
      ChildSpec spec = EnvironmentSupervisor.spec(channel.environment());
      call(EnvironmentSupervisor.MANAGERS, new Supervision.StartChild(spec), INFINITY).pidOrExit();
      Manifest manifest =
          call(
              channel.environment().manifestHandler(), new ManifestHandler.GetManifest(), INFINITY);
      join(channel.session().navigators());
      cast(channel.socket(), channel.joined(response(manifest)));
      return Next.state(state);
    } catch (Exit e) {
      return refuse(e.reason().toString(), state);
    } catch (CallFailed e) {
      return refuse(String.valueOf(e.getMessage()), state);
    }
  }

  private ObjectNode response(Manifest manifest) {
    ObjectNode response = JsonNodeFactory.instance.objectNode().put("session", channel.key());
    response
        .putArray(mode.written() + "Routes")
        .addAll(
            manifest.routes(mode, channel.session().role()).stream()
                .map(Manifest.Route::written)
                .toList());
    return response;
  }

  private Next<State> refuse(String why, State state) {
    cast(channel.socket(), channel.refused(ProblemJson.of("env_not_started", why)));
    return Next.stop(state, new ExitReason.Shutdown("env_not_started"));
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    if (!(request instanceof FromClient(Frame frame))) {
      return super.handleCall(request, from, state);
    }
    reply(from, true);
    if (frame.event().equals(Frame.LEAVE)) {
      cast(channel.socket(), channel.reply(frame, Channel.nothing()));
      return Next.stop(state);
    }
    cast(
        channel.socket(),
        channel.refuse(
            frame,
            ProblemJson.replied(
                ProblemJson.of(
                    "unknown_event", "this channel takes no events; got " + frame.event()))));
    return Next.state(state);
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    if (!(message instanceof NavTo navTo)) {
      return super.handleInfo(message, state);
    }
    if (mode == Mode.LENRA) {
      cast(channel.socket(), channel.push("navTo", navTo.props(), null));
    }
    return Next.state(state);
  }
}
