package dev.espalier.scenario.play;

/** A scenario could not be begun. The message is for the user. */
public final class PlayException extends Exception {

  /** Whose fault it is. */
  public enum Blame {
    /** The scenario's or its app's. */
    INPUT,
    /** Something around it is not there: a database, an app elsewhere. */
    SURROUNDINGS
  }

  private final Blame blame;

  public PlayException(Blame blame, String message, Throwable cause) {
    super(message, cause);
    this.blame = blame;
  }

  public Blame blame() {
    return blame;
  }
}
