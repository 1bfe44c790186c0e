package dev.espalier.mongo;

import java.io.Serial;

/** No usable MongoDB could be had; the message says in one line why and what to do. */
public final class MongoUnavailableException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message for the user
   */
  public MongoUnavailableException(String message) {
    super(message);
  }
}
