package dev.espalier.scenario.story;

import com.google.common.base.Ascii;
import dev.espalier.otp.Address;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.play.Cast;
import dev.espalier.trace.TraceEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events in plain English.
 *
 * @param before all events of the run up to those that are told
 * @param cast who the processes are until then
 */
record Happenings(List<TraceEvent> before, Cast cast, Wording wording) {

  static Happenings of(List<TraceEvent> before, Wording wording) {
    return new Happenings(before, Cast.of(before), wording);
  }

  String of(ProcessEvent event) {
    return switch (event) {
      case ProcessEvent.Spawned spawned -> name(spawned.pid()) + " starts";
      case ProcessEvent.Started started -> name(started.pid()) + " is ready";
      case ProcessEvent.Sent(Pid from, Pid to, ProcessEvent.Kind kind, Object message) ->
          sends(from, to, kind, message);
      case ProcessEvent.Dropped(Pid from, Address to, ProcessEvent.Kind kind, Object message) ->
          sends(from, to, kind, message) + ", who is not there";
      case ProcessEvent.Received(Pid pid, long message) ->
          "%s takes up %s".formatted(name(pid), message(message));
      case ProcessEvent.Handled(Pid pid, long message, _) ->
          "%s is done with %s".formatted(name(pid), message(message));
      case ProcessEvent.Suspended(Pid pid) -> name(pid) + " is suspended";
      case ProcessEvent.Resumed(Pid pid) -> name(pid) + " goes on";
      case ProcessEvent.TimerSet(Pid pid, _, Object message) ->
          "%s sets a timer for the %s".formatted(name(pid), message.getClass().getSimpleName());
      case ProcessEvent.TimerFired(Pid pid, _) -> "a timer of %s comes due".formatted(name(pid));
      case ProcessEvent.TimerCancelled(Pid pid, _) ->
          "a timer of %s is cancelled".formatted(name(pid));
      case ProcessEvent.Exited(Pid pid, var reason) -> "%s ends: %s".formatted(name(pid), reason);
      case ProcessEvent.Joined(Pid pid, var group) -> "%s joins %s".formatted(name(pid), group);
      case ProcessEvent.Left(Pid pid, var group) -> "%s leaves %s".formatted(name(pid), group);
      case ProcessEvent.Linked(Pid pid, Pid other) ->
          "%s is linked to %s".formatted(name(pid), name(other));
      case ProcessEvent.Monitoring(Pid pid, Pid other) ->
          "%s monitors %s".formatted(name(pid), name(other));
      case ProcessEvent.Demonitored(Pid pid, Pid other) ->
          "%s no longer monitors %s".formatted(name(pid), name(other));
      case ProcessEvent.Noted(Pid pid, Object note) ->
          "%s notes %s".formatted(name(pid), note.getClass().getSimpleName());
    };
  }

  private String sends(@Nullable Address from, Address to, ProcessEvent.Kind kind, Object message) {
    String how = kind == ProcessEvent.Kind.INFO ? "" : Ascii.toLowerCase(kind.name()) + " ";
    return "%s sends the %s%s to %s"
        .formatted(name(from), how, message.getClass().getSimpleName(), name(to));
  }

  /** A message by the number of the event with which it was sent. */
  String message(long number) {
    return number >= 1
            && number <= before.size()
            && before.get((int) number - 1).event()
                instanceof ProcessEvent.Sent(_, _, _, Object message)
        ? "the " + message.getClass().getSimpleName()
        : "a message";
  }

  String name(@Nullable Address address) {
    Cast.Member member = cast.who(address);
    return wording.shortened((member.kind() + " " + wording.text(member.key())).strip());
  }
}
