package dev.espalier.otp;

/** Thrown by a callback to make its process exit with a reason of its own choosing. */
public final class Exit extends RuntimeException {
  private final transient ExitReason reason;

  public Exit(ExitReason reason) {
    super(reason.toString(), reason instanceof ExitReason.Failure failure ? failure.cause() : null);
    this.reason = reason;
  }

  public ExitReason reason() {
    return reason;
  }
}
