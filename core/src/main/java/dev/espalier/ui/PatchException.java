package dev.espalier.ui;

/** A JSON patch is malformed or does not fit the document; the message names the operation. */
public final class PatchException extends Exception {
  public PatchException(String message) {
    super(message);
  }
}
