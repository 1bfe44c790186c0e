package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.environment.WidgetServer;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Address;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.Supervision;
import dev.espalier.scenario.invariant.Shown;
import dev.espalier.scenario.play.Cast.Member;
import dev.espalier.session.ToClient;
import dev.espalier.trace.Recording;
import dev.espalier.trace.TraceEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What happened between two moments, read out of the recording.
 *
 * @param messages all but replies and signals, those that found nobody among them
 * @param deliveries what clients were sent
 * @param renderings the views the app was asked for
 * @param changes how each change of the database went through the tree
 * @param started processes that are new, in that order, those that have gone again among them
 * @param exited processes that are gone
 * @param restarts children that supervisors started again
 */
public record Episode(
    ImmutableList<TraceEvent> events,
    ImmutableList<Message> messages,
    ImmutableList<Delivery> deliveries,
    ImmutableList<Rendering> renderings,
    ImmutableList<ChangePath> changes,
    ImmutableList<Member> started,
    ImmutableList<Ending> exited,
    ImmutableList<Restart> restarts) {

  /** Nothing happened. */
  public static final Episode NONE =
      new Episode(
          ImmutableList.of(),
          ImmutableList.of(),
          ImmutableList.of(),
          ImmutableList.of(),
          ImmutableList.of(),
          ImmutableList.of(),
          ImmutableList.of(),
          ImmutableList.of());

  /**
   * @param arrived whether the receiver was there
   */
  public record Message(
      Member from, Member to, ProcessEvent.Kind kind, Object content, boolean arrived) {}

  /**
   * @param session whose client it is
   * @param before the UI it had; none before the first
   * @param after the UI it has then
   */
  public record Delivery(
      long number,
      String session,
      ToClient content,
      @Nullable JsonNode before,
      @Nullable JsonNode after) {}

  /**
   * @param failed whether the app or what it drew was no good
   */
  public record Rendering(String view, boolean failed) {}

  public record Ending(Member member, ExitReason reason) {}

  public record Restart(String kind, ExitReason after) {}

  /**
   * Reads what happened after one event up to another.
   *
   * @param cast knows who the processes are until then
   */
  public static Episode read(Recording recording, long after, long until, Cast cast) {
    List<TraceEvent> events =
        recording.after(after).stream().takeWhile(event -> event.number() <= until).toList();
    return new Episode(
        ImmutableList.copyOf(events),
        select(events, event -> message(event, cast)),
        deliveries(recording, after, events, cast),
        renderings(recording, after, events),
        ChangePath.read(events, cast),
        select(events, event -> started(event, cast)),
        select(events, event -> exited(event, cast)),
        select(events, Episode::restart));
  }

  /** What every delivery to a session's client was, in order. */
  public Stream<ToClient> sentTo(String session) {
    return deliveries.stream()
        .filter(delivery -> delivery.session().equals(session))
        .map(Delivery::content);
  }

  /** The sessions whose clients were sent something. */
  ImmutableSet<String> sessions() {
    return deliveries.stream().map(Delivery::session).collect(ImmutableSet.toImmutableSet());
  }

  /** The problems that a session's client was told of, in order. */
  Stream<ToClient.Problem> problems(String session) {
    return sentTo(session)
        .flatMap(sent ->
            switch (sent) {
              case ToClient.Failed(ToClient.Problem problem) -> Stream.of(problem);
              case ToClient.Ran(_, ToClient.Problem problem) -> Stream.ofNullable(problem);
              case ToClient.Ui _, ToClient.PatchUi _, ToClient.Closed _ -> Stream.of();
            });
  }

  /** What its writes cost. */
  public Meter meter() {
    return Meter.of(this);
  }

  private interface Reader<T> {
    @Nullable T read(TraceEvent event);
  }

  private static <T> ImmutableList<T> select(List<TraceEvent> events, Reader<T> reader) {
    ImmutableList.Builder<T> selected = ImmutableList.builder();
    for (TraceEvent event : events) {
      T read = reader.read(event);
      if (read != null) {
        selected.add(read);
      }
    }
    return selected.build();
  }

  private static @Nullable Message message(TraceEvent event, Cast cast) {
    return switch (event.event()) {
      case ProcessEvent.Sent(Pid from, Pid to, ProcessEvent.Kind kind, Object content)
          when isMessage(kind) ->
          new Message(cast.who(from), cast.who(to), kind, content, true);
      case ProcessEvent.Dropped(Pid from, Address to, ProcessEvent.Kind kind, Object content)
          when isMessage(kind) ->
          new Message(cast.who(from), cast.who(to), kind, content, false);
      default -> null;
    };
  }

  private static boolean isMessage(ProcessEvent.Kind kind) {
    return kind != ProcessEvent.Kind.REPLY && kind != ProcessEvent.Kind.SIGNAL;
  }

  private static ImmutableList<Delivery> deliveries(
      Recording recording, long after, List<TraceEvent> events, Cast cast) {
    Map<Pid, Optional<JsonNode>> uis = new HashMap<>();
    return select(
        events,
        event -> {
          if (!(event.event() instanceof ProcessEvent.Sent(_, Pid to, _, ToClient content))
              || !cast.who(to).kind().equals("Client")) {
            return null;
          }
          JsonNode before =
              uis.computeIfAbsent(to, _ -> ui(recording.state(to, after))).orElse(null);
          JsonNode ui = Shown.after(content, before);
          uis.put(to, Optional.ofNullable(ui));
          return new Delivery(event.number(), cast.who(to).key(), content, before, ui);
        });
  }

  private static Optional<JsonNode> ui(Optional<Object> state) {
    return state
        .filter(Client.State.class::isInstance)
        .map(Client.State.class::cast)
        .map(Client.State::ui);
  }

  private static @Nullable Member started(TraceEvent event, Cast cast) {
    return event.event() instanceof ProcessEvent.Spawned(Pid pid, _, _, _) ? cast.who(pid) : null;
  }

  private static @Nullable Ending exited(TraceEvent event, Cast cast) {
    return event.event() instanceof ProcessEvent.Exited(Pid pid, ExitReason reason)
        ? new Ending(cast.who(pid), reason)
        : null;
  }

  private static @Nullable Restart restart(TraceEvent event) {
    return event.event()
            instanceof ProcessEvent.Noted(_, Supervision.Restarted(String kind, ExitReason after))
        ? new Restart(kind, after)
        : null;
  }

  /** A W has asked the app when what it holds as drawn is another, or when it answers so. */
  private static ImmutableList<Rendering> renderings(
      Recording recording, long after, List<TraceEvent> events) {
    Map<Pid, WidgetServer.State> widgets = new HashMap<>();
    ImmutableList.Builder<Rendering> renderings = ImmutableList.builder();
    for (TraceEvent event : events) {
      switch (event.event()) {
        case ProcessEvent.Started(Pid pid, WidgetServer.State state) -> widgets.put(pid, state);
        case ProcessEvent.Handled(Pid pid, _, WidgetServer.State state) -> {
          WidgetServer.State before = widgets.put(pid, state);
          if (before == null) {
            before =
                recording
                    .state(pid, after)
                    .filter(WidgetServer.State.class::isInstance)
                    .map(WidgetServer.State.class::cast)
                    .orElse(null);
          }
          if (state.drawn() != null && (before == null || isAnother(state, before))) {
            renderings.add(new Rendering(state.key().view(), false));
          }
        }
        case ProcessEvent.Sent(Pid from, _, _, WidgetServer.Answer.Failed _) -> {
          WidgetServer.State asking = widgets.get(from);
          String view =
              asking != null
                  ? asking.key().view()
                  : recording
                      .state(from, event.number())
                      .map(state -> ((WidgetServer.State) state).key().view())
                      .orElse("?");
          renderings.add(new Rendering(view, true));
        }
        default -> {}
      }
    }
    return renderings.build();
  }

  @SuppressWarnings("ReferenceEquality") // a drawing that stays is the same instance
  private static boolean isAnother(WidgetServer.State state, WidgetServer.State before) {
    return state.drawn() != before.drawn();
  }
}
