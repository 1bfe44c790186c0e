package dev.espalier.runner;

/** An app was not replaced by another; the message says why, as the other app says it. */
public final class ReloadFailedException extends Exception {
  ReloadFailedException(String message) {
    super(message);
  }
}
