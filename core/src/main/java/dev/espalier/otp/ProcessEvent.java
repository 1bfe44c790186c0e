package dev.espalier.otp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a process. An {@link Observer} sees them in an order in which causes
 * come before what they cause.
 */
public sealed interface ProcessEvent {
  /** How a message was sent. */
  enum Kind {
    CALL,
    REPLY,
    CAST,
    INFO,
    PUBLISH,
    SIGNAL
  }

  /**
   * @param parent the process it is linked to from birth, if any
   * @param kind what sort of process it is, e.g. {@code SCM}
   */
  record Spawned(Pid pid, @Nullable Pid parent, String kind, @Nullable Name name)
      implements ProcessEvent {}

  /** It finished {@code init} and is ready for messages. */
  record Started(Pid pid, Object state) implements ProcessEvent {}

  /**
   * @param from the sender; none when it came from outside the node
   */
  record Sent(@Nullable Pid from, Pid to, Kind kind, Object message) implements ProcessEvent {}

  /** It was for a process that is not there (any more). */
  record Dropped(@Nullable Pid from, Address to, Kind kind, Object message)
      implements ProcessEvent {}

  /**
   * @param message the number of the {@link Sent} event
   */
  record Received(Pid pid, long message) implements ProcessEvent {}

  /**
   * @param message the number of the {@link Sent} event
   * @param state what the process's state is from here on
   */
  record Handled(Pid pid, long message, Object state) implements ProcessEvent {}

  /** From here on it handles no message, until it is resumed. */
  record Suspended(Pid pid) implements ProcessEvent {}

  record Resumed(Pid pid) implements ProcessEvent {}

  /**
   * It has had a message sent to itself later.
   *
   * @param due when that comes, on the node's clock
   */
  record TimerSet(Pid pid, Instant due, Object message) implements ProcessEvent {}

  /**
   * A timer has come due; its message is sent.
   *
   * @param timer the number of the {@link TimerSet} event
   */
  record TimerFired(Pid pid, long timer) implements ProcessEvent {}

  /**
   * A timer was cancelled, or ended with its process; its message is not sent.
   *
   * @param timer the number of the {@link TimerSet} event
   */
  record TimerCancelled(Pid pid, long timer) implements ProcessEvent {}

  record Exited(Pid pid, ExitReason reason) implements ProcessEvent {}

  record Joined(Pid pid, Group group) implements ProcessEvent {}

  record Left(Pid pid, Group group) implements ProcessEvent {}

  record Linked(Pid pid, Pid other) implements ProcessEvent {}

  record Monitoring(Pid pid, Pid other) implements ProcessEvent {}

  /** It does not monitor the other any more, as far as this one act of monitoring goes. */
  record Demonitored(Pid pid, Pid other) implements ProcessEvent {}

  /** Something its own code wants known, in its own words. */
  record Noted(@Nullable Pid pid, Object note) implements ProcessEvent {}
}
