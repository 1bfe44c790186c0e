package dev.espalier.fx.inspector;

import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.words.MessageWords;
import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.Target;
import dev.espalier.otp.Address;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.Supervision;
import dev.espalier.trace.TraceEvent;
import java.time.Instant;
import java.util.Optional;

/** What happened, in a sentence that leads to it. */
public final class EventWords {
  private EventWords() {}

  public static Phrase of(TraceEvent event, Viewpoint seen) {
    return switch (event.event()) {
      case ProcessEvent.Sent sent ->
          Phrase.of(seen.name(sent.from()) + " → " + seen.name(sent.to()) + "  ")
              .then(Phrase.link(MessageWords.of(sent), new Target.ToMessage(event.number())));
      case ProcessEvent.Dropped(Pid from, Address to, var kind, Object message) ->
          Phrase.of(seen.name(from) + " → " + seen.name(to) + "  ")
              .then(
                  Phrase.bad(
                      "%s %s, which finds nobody"
                          .formatted(MessageWords.how(kind), MessageWords.what(message))));
      case ProcessEvent.Spawned spawned -> seen.link(spawned.pid()).then(" is started");
      case ProcessEvent.Started started -> seen.link(started.pid()).then(" is ready");
      case ProcessEvent.Exited(Pid pid, ExitReason reason) -> {
        Phrase exits = Phrase.link(" exits: " + reason, new Target.ToMoment(event.number()));
        yield seen.link(pid).then(exits);
      }
      case ProcessEvent.Suspended suspended -> seen.link(suspended.pid()).then(" is suspended");
      case ProcessEvent.Resumed resumed -> seen.link(resumed.pid()).then(" is resumed");
      case ProcessEvent.TimerSet(Pid pid, Instant due, Object message) ->
          seen.link(pid)
              .then(
                  " sets a timer: %s at %s".formatted(MessageWords.what(message), seen.clock(due)));
      case ProcessEvent.TimerFired fired -> seen.link(fired.pid()).then("’s timer comes due");
      case ProcessEvent.TimerCancelled cancelled ->
          seen.link(cancelled.pid()).then("’s timer is cancelled");
      case ProcessEvent.Demonitored ended ->
          seen.link(ended.pid()).then(" monitors no more ").then(seen.link(ended.other()));
      case ProcessEvent.Joined joined -> seen.link(joined.pid()).then(" joins " + joined.group());
      case ProcessEvent.Left left -> seen.link(left.pid()).then(" leaves " + left.group());
      case ProcessEvent.Linked linked ->
          seen.link(linked.pid()).then(" is linked to ").then(seen.link(linked.other()));
      case ProcessEvent.Monitoring monitoring ->
          seen.link(monitoring.pid()).then(" monitors ").then(seen.link(monitoring.other()));
      case ProcessEvent.Noted noted ->
          Phrase.of(seen.name(noted.pid()) + ": " + note(noted.note()));
      case ProcessEvent.Received received ->
          seen.link(received.pid()).then(" takes ").then(seen.message(received.message()));
      case ProcessEvent.Handled handled ->
          seen.link(handled.pid()).then(" is done with ").then(seen.message(handled.message()));
    };
  }

  private static String note(Object note) {
    return switch (note) {
      case Supervision.Restarted(String kind, ExitReason after) ->
          "starts %s again, which ended with: %s".formatted(kind, after);
      case Supervision.GaveUp(String kind, ExitReason after) ->
          "gives up, for %s ended too often, at last with: %s".formatted(kind, after);
      default -> String.valueOf(note);
    };
  }

  /** Whether an event says more than that a message was taken and dealt with. */
  static boolean isNews(TraceEvent event) {
    return !(event.event() instanceof ProcessEvent.Received
        || event.event() instanceof ProcessEvent.Handled);
  }

  /** What a message was answered, if it was a call and has been. */
  static Optional<TraceEvent> reply(long call, Viewpoint seen) {
    return seen.timeline()
        .message(call)
        .filter(sent -> sent.kind() == ProcessEvent.Kind.CALL)
        .flatMap(sent ->
            seen.annals().effects(call).stream()
                .filter(event ->
                    event.event()
                            instanceof
                            ProcessEvent.Sent(Pid from, Pid to, ProcessEvent.Kind kind, _)
                        && kind == ProcessEvent.Kind.REPLY
                        && sent.to().equals(from)
                        && to.equals(sent.from()))
                .findFirst());
  }
}
