package dev.espalier.query;

/**
 * A filter or projection that MongoDB would refuse; the message names the path and the operator.
 */
public final class InvalidQueryException extends Exception {
  public InvalidQueryException(String message) {
    super(message);
  }
}
