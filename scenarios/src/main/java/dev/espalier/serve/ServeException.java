package dev.espalier.serve;

/** An app could not be served. The message is for the user. */
public final class ServeException extends Exception {

  /** Whose fault it is. */
  public enum Blame {
    /** The app's: it is there, and wrong. */
    APP,
    /** Something is not there: the app, a database, a port. */
    SURROUNDINGS
  }

  private final Blame blame;

  ServeException(Blame blame, Exception cause) {
    super(cause.getMessage(), cause);
    this.blame = blame;
  }

  ServeException(Blame blame, String message) {
    super(message);
    this.blame = blame;
  }

  public Blame blame() {
    return blame;
  }
}
