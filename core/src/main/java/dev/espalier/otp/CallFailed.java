package dev.espalier.otp;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A call that got no reply. As in OTP it ends the caller too unless the caller catches it; the
 * message says who was called with what, and why nothing came back.
 */
public abstract sealed class CallFailed extends RuntimeException {
  private CallFailed(String message) {
    super(message);
  }

  /** The process called exited before it replied, or was not there at all. */
  public static final class Exited extends CallFailed {
    private final transient ExitReason reason;

    Exited(Address to, Object request, ExitReason reason) {
      super("call of %s to %s: %s".formatted(request.getClass().getSimpleName(), to, reason));
      this.reason = reason;
    }

    /** Why the process called exited; {@link ExitReason#noProcess} when it was not there. */
    public ExitReason reason() {
      return reason;
    }
  }

  /** No reply came in time; one that comes later is dropped. */
  public static final class TimedOut extends CallFailed {
    TimedOut(Address to, Object request, Duration timeout) {
      super(
          "call of %s to %s: no reply within %d ms"
              .formatted(request.getClass().getSimpleName(), to, timeout.toMillis()));
    }
  }

  /** Every process of the cycle would wait for the next one for ever. */
  public static final class Cycle extends CallFailed {
    private final transient List<Pid> members;

    Cycle(Object request, List<Pid> members, List<String> described) {
      super(
          members.size() == 1
              ? "call of %s by %s to itself".formatted(simpleName(request), described.getFirst())
              : "call of %s would wait for ever: %s"
                  .formatted(
                      simpleName(request),
                      described.stream().collect(Collectors.joining(" → ", "", " → "))
                          + described.getFirst()));
      this.members = members;
    }

    private static String simpleName(Object request) {
      return request.getClass().getSimpleName();
    }

    /** The processes waiting for one another, the caller first. */
    public List<Pid> members() {
      return members;
    }
  }
}
