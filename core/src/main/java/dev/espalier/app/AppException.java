package dev.espalier.app;

/** An app that did not answer as asked, with the reason a Lenra client is told. */
public final class AppException extends Exception {

  /** Reasons as Lenra names them on the wire. */
  public enum Reason {
    BAD_REQUEST("bad_request"),
    NOT_FOUND("error_404"),
    FAILED("error_500"),
    TIMEOUT("timeout"),
    NOT_REACHABLE("openfaas_not_reachable"),
    UNKNOWN("unknown_error");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /** The reason's name on the wire. */
    public String code() {
      return code;
    }
  }

  private final Reason reason;

  public AppException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public AppException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
