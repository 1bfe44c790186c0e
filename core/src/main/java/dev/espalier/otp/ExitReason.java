package dev.espalier.otp;

import org.jspecify.annotations.Nullable;

/** Why a process exited. */
public sealed interface ExitReason {
  /** It had nothing more to do. */
  record Normal() implements ExitReason {
    @Override
    public String toString() {
      return "normal";
    }
  }

  /** It was told to stop, or chose to, in good order. */
  record Shutdown(String detail) implements ExitReason {
    @Override
    public String toString() {
      return detail.isEmpty() ? "shutdown" : "shutdown: " + detail;
    }
  }

  /** It was killed, which nothing can trap. */
  record Killed() implements ExitReason {
    @Override
    public String toString() {
      return "killed";
    }
  }

  /** There was no such process to begin with. */
  record NoProcess() implements ExitReason {
    @Override
    public String toString() {
      return "noproc";
    }
  }

  /** It could not start what it needs, since that is there already. */
  record AlreadyStarted(String kind, Pid pid) implements ExitReason {
    @Override
    public String toString() {
      return "%s already runs as %s".formatted(kind, pid);
    }
  }

  /** It failed. */
  record Failure(String message, @Nullable Throwable cause) implements ExitReason {
    @Override
    public String toString() {
      return message;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Failure failure && failure.message.equals(message);
    }

    @Override
    public int hashCode() {
      return message.hashCode();
    }
  }

  /** The reason a process exits with when this was thrown out of one of its callbacks. */
  static ExitReason of(Throwable thrown) {
    return switch (thrown) {
      case Exit exit -> exit.reason();
      case CallFailed failed -> new Failure(String.valueOf(failed.getMessage()), failed);
      default -> new Failure(thrown.toString(), thrown);
    };
  }

  static ExitReason normal() {
    return new Normal();
  }

  static ExitReason shutdown() {
    return new Shutdown("");
  }

  static ExitReason killed() {
    return new Killed();
  }

  static ExitReason noProcess() {
    return new NoProcess();
  }

  static ExitReason failure(String message) {
    return new Failure(message, null);
  }

  /**
   * Whether it did not fail of itself: it, or a process it called, was stopped, not there or still
   * there. The same thing tried again may do.
   */
  default boolean isInterruption() {
    return switch (this) {
      case Killed _, NoProcess _, Shutdown _, AlreadyStarted _ -> true;
      case Failure(_, Throwable cause) -> cause instanceof CallFailed;
      case Normal _ -> false;
    };
  }

  /** Whether a transient child is restarted after it. */
  default boolean isAbnormal() {
    return !(this instanceof Normal || this instanceof Shutdown);
  }
}
