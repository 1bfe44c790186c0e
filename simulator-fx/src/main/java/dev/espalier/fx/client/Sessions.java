package dev.espalier.fx.client;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.client.ClientAt.Delivery;
import dev.espalier.fx.client.ClientAt.Standing;
import dev.espalier.fx.client.ClientAt.Trouble;
import dev.espalier.fx.timeline.Life;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.session.Session;
import dev.espalier.session.ToClient;
import dev.espalier.session.ToClient.Problem;
import dev.espalier.session.UiBuilder;
import dev.espalier.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clients of all sessions at any moment of a timeline. What was found out of a client is kept
 * until something happens to it. For one thread alone.
 */
final class Sessions {
  private static final int MESSAGES_AT_FIRST = 64;

  private final Timeline timeline;
  private final List<Pid> clients = new ArrayList<>();
  private final Map<Pid, Known> known = new HashMap<>();
  private long read;

  Sessions(Timeline timeline) {
    this.timeline = timeline;
  }

  /** A client, and the processes it was found out of. */
  private record Known(ProcessAt process, @Nullable ProcessAt builder, ClientAt client) {

    @SuppressWarnings("ReferenceEquality") // what nothing happened to is the same instance
    boolean isOf(ProcessAt now, @Nullable ProcessAt builderNow) {
      return process == now && builder == builderNow;
    }
  }

  /** Those whose clients live after an event, in the order in which they were opened. */
  ImmutableList<ClientAt> at(long number) {
    for (; read < timeline.end(); read++) {
      if (timeline.event(read + 1).map(TraceEvent::event).orElse(null)
              instanceof ProcessEvent.Spawned(Pid pid, _, String kind, _)
          && kind.equals("Client")) {
        clients.add(pid);
      }
    }
    Moment moment = timeline.at(number);
    Map<String, ClientAt> sessions = new LinkedHashMap<>();
    for (Pid pid : clients) {
      ProcessAt process = moment.process(pid);
      if (process != null) {
        ClientAt client = client(process, moment);
        sessions.put(client.session(), client);
      }
    }
    return ImmutableList.copyOf(sessions.values());
  }

  private ClientAt client(ProcessAt process, Moment moment) {
    String session = process.name() == null ? process.pid().toString() : process.name().key();
    Life life = timeline.lives().last(new Name("UIBuilder", session), moment.number());
    ProcessAt builder = life == null ? null : moment.process(life.pid());
    Known before = known.get(process.pid());
    if (before != null && before.isOf(process, builder)) {
      return before.client();
    }
    boolean broken =
        builder != null && builder.state() instanceof UiBuilder.State state && state.broken();
    ClientAt client = read(process, session, broken, moment.number());
    known.put(process.pid(), new Known(process, builder, client));
    return client;
  }

  private ClientAt read(ProcessAt process, String session, boolean broken, long number) {
    if (!(process.state() instanceof Client.State state)) {
      return new ClientAt(
          process.pid(), session, Standing.JOINING, null, "", null, null, ImmutableList.of());
    }
    Session opened = state.session();
    Standing standing = standing(state.standing());
    Received received = received(process, broken || standing == Standing.CLOSED, number);
    return new ClientAt(
        process.pid(),
        session,
        standing,
        opened.user(),
        opened.path(),
        state.ui(),
        received.last(),
        received.troubles());
  }

  private static Standing standing(Client.Standing standing) {
    return switch (standing) {
      case JOINING -> Standing.JOINING;
      case JOINED -> Standing.LIVE;
      case CLOSED -> Standing.CLOSED;
    };
  }

  /** What a client has received since the last thing that made its UI, and that. */
  private record Received(@Nullable Delivery last, ImmutableList<Trouble> troubles) {}

  /**
   * @param broken whether its UI is not what it should be; an error may be over without a patch
   */
  private Received received(ProcessAt process, boolean broken, long number) {
    for (int most = MESSAGES_AT_FIRST; ; most *= 64) {
      ImmutableList<TraceEvent> messages = timeline.messages(process.pid(), number, most);
      Optional<Received> received = received(messages, process, broken);
      if (received.isPresent()) {
        return received.get();
      }
      if (messages.size() < most) {
        return new Received(null, troubles(messages, process, broken));
      }
    }
  }

  private static Optional<Received> received(
      List<TraceEvent> messages, ProcessAt process, boolean broken) {
    for (int i = 0; i < messages.size(); i++) {
      Delivery delivery = delivery(messages.get(i), process);
      if (delivery != null) {
        return Optional.of(
            new Received(delivery, troubles(messages.subList(0, i), process, broken)));
      }
    }
    return Optional.empty();
  }

  private static @Nullable Delivery delivery(TraceEvent event, ProcessAt process) {
    return switch (taken(event, process)) {
      case ToClient.Ui _ -> new Delivery(event.number(), null);
      case ToClient.PatchUi(var patch) -> new Delivery(event.number(), patch);
      case null, default -> null;
    };
  }

  private static ImmutableList<Trouble> troubles(
      List<TraceEvent> messages, ProcessAt process, boolean broken) {
    ImmutableList.Builder<Trouble> troubles = ImmutableList.builder();
    for (TraceEvent event : messages) {
      long number = event.number();
      switch (taken(event, process)) {
        case ToClient.Failed(Problem problem) when broken ->
            troubles.add(Advice.ofUi(number, problem));
        case ToClient.Ran(_, Problem problem) when problem != null ->
            troubles.add(Advice.ofListener(number, problem));
        case ToClient.Closed(String why) -> troubles.add(Advice.ofEnd(number, why));
        case null, default -> {}
      }
    }
    return troubles.build();
  }

  /** What the client was told, once it has taken it in. */
  private static @Nullable ToClient taken(TraceEvent event, ProcessAt process) {
    return event.event() instanceof Sent(_, Pid to, _, ToClient message)
            && to.equals(process.pid())
            && process.handling() != event.number()
            && !process.mailbox().contains(event.number())
        ? message
        : null;
  }
}
