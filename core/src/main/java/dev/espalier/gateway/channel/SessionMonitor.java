package dev.espalier.gateway.channel;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.io.BaseEncoding;
import dev.espalier.environment.Environment;
import dev.espalier.environment.EventHandler.Stop;
import dev.espalier.gateway.Client;
import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Name;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import dev.espalier.session.Session;
import dev.espalier.ui.ListenerCodes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * SessionMonitor: gives clients their sessions, new ones or, within the time of grace, the ones
 * that they had; and ends those whose client has not come back (docs/decisions/0013).
 */
final class SessionMonitor extends GenServer<SessionMonitor.State> {
  static final Name NAME = Name.of("SessionMonitor");

  private static final int ID_BYTES = 6;
  private static final int KEY_BYTES = 32;
  private static final Pattern READABLE = Pattern.compile("[\\w.@-]{1,40}");

  /** From a socket, for its client. */
  record Enter(Visitor visitor, Environment environment, Pid socket) implements Request<Entrance> {}

  /** To itself: the time of grace that began with that absence is over. */
  private record Over(String session, int absence) {}

  /**
   * @param visits by the ids of their sessions, oldest first
   * @param sockets the sessions that are connected, by the watch over their sockets
   */
  record State(ImmutableMap<String, Visit> visits, ImmutableMap<Signal.Monitor, String> sockets) {

    private State with(Visit visit) {
      return new State(
          ImmutableMap.<String, Visit>builder()
              .putAll(visits)
              .put(visit.session().id(), visit)
              .buildKeepingLast(),
          sockets);
    }

    private State without(Visit visit) {
      return new State(
          ImmutableMap.copyOf(Maps.filterKeys(visits, each -> !each.equals(visit.session().id()))),
          sockets);
    }

    private State watching(Signal.Monitor monitor, String session) {
      return new State(
          visits,
          ImmutableMap.<Signal.Monitor, String>builder()
              .putAll(Maps.filterValues(sockets, each -> !each.equals(session)))
              .put(monitor, session)
              .buildOrThrow());
    }

    private State unwatching(Signal.Monitor monitor) {
      return new State(
          visits, ImmutableMap.copyOf(Maps.filterKeys(sockets, each -> !each.equals(monitor))));
    }

    private Optional<Visit> longestGone() {
      return visits.values().stream().filter(visit -> visit.socket() == null).findFirst();
    }
  }

  private final ChannelLimits limits;

  private SessionMonitor(ChannelLimits limits) {
    this.limits = limits;
  }

  static ChildSpec spec(ChannelLimits limits) {
    return ChildSpec.worker(NAME, () -> new SessionMonitor(limits));
  }

  @Override
  protected Init<State> init() {
    return Init.ok(new State(ImmutableMap.of(), ImmutableMap.of()));
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    if (!(request instanceof Enter enter)) {
      return super.handleCall(request, from, state);
    }
    Optional<Visit> before =
        state.visits().values().stream()
            .filter(visit -> visit.isOf(enter.visitor(), enter.environment()))
            .findFirst();
    State roomy = before.isPresent() ? state : withRoom(state);
    if (before.isEmpty() && roomy.visits().size() >= limits.sessions()) {
      reply(
          from,
          new Entrance.Refused(
              ProblemJson.of(
                  "too_many_requests",
                  "there are %d sessions; try again later".formatted(limits.sessions()))));
      return Next.state(roomy);
    }
    Visit visit = before.orElseGet(() -> begin(enter)).connected(enter.socket());
    before.map(Visit::socket).ifPresent(old -> cast(old, new Socket.Replaced()));
    reply(from, new Entrance.Granted(visit));
    return Next.state(roomy.with(visit).watching(monitor(enter.socket()), visit.session().id()));
  }

  private Visit begin(Enter enter) {
    Visitor visitor = enter.visitor();
    String user = visitor.user();
    String name = user == null ? "guest" : READABLE.matcher(user).matches() ? user : "user";
    Session session =
        new Session(
            name + "-" + BaseEncoding.base16().lowerCase().encode(node().newBytes(ID_BYTES)),
            user,
            "/",
            visitor.context(),
            ListenerCodes.keyed(node().newBytes(KEY_BYTES)));
    String key = BaseEncoding.base64Url().omitPadding().encode(node().newBytes(KEY_BYTES));
    return new Visit(visitor, enter.environment(), session, key, null, 0);
  }

  /** Ends the session whose client is gone for longest, if there are as many as there may be. */
  private State withRoom(State state) {
    return state.visits().size() < limits.sessions()
        ? state
        : state.longestGone().map(visit -> end(visit, state)).orElse(state);
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return switch (message) {
      case Signal.Down(Signal.Monitor monitor, _, _) -> Next.state(gone(monitor, state));
      case Over(String session, int absence) -> {
        Visit visit = state.visits().get(session);
        yield Next.state(
            visit != null && visit.socket() == null && visit.absences() == absence
                ? end(visit, state)
                : state);
      }
      default -> super.handleInfo(message, state);
    };
  }

  private State gone(Signal.Monitor monitor, State state) {
    String session = state.sockets().get(monitor);
    State unwatching = state.unwatching(monitor);
    Visit connected = session == null ? null : state.visits().get(session);
    if (connected == null) {
      return unwatching;
    }
    Visit visit = connected.gone();
    sendAfter(limits.grace(), new Over(visit.session().id(), visit.absences()));
    return unwatching.without(visit).with(visit);
  }

  /** By its clients, if it has any: they may be about to start it. */
  private State end(Visit visit, State state) {
    Session session = visit.session();
    String why = "its client has gone";
    List<Pid> clients = node().members(session.clients());
    clients.forEach(client -> cast(client, new Client.End(why)));
    if (clients.isEmpty()) {
      cast(session.eventHandler(), new Stop(why));
    }
    return state.without(visit);
  }
}
