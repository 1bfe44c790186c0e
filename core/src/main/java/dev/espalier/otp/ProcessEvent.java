package dev.espalier.otp;

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

  record Exited(Pid pid, ExitReason reason) implements ProcessEvent {}

  record Joined(Pid pid, Group group) implements ProcessEvent {}

  record Left(Pid pid, Group group) implements ProcessEvent {}

  record Linked(Pid pid, Pid other) implements ProcessEvent {}

  record Monitoring(Pid pid, Pid other) implements ProcessEvent {}

  /** Something its own code wants known, in its own words. */
  record Noted(@Nullable Pid pid, Object note) implements ProcessEvent {}
}
