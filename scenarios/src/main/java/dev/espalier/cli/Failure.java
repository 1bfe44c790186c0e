package dev.espalier.cli;

import java.nio.file.Path;

/** Ends a command, with what its user is told and the exit code. */
final class Failure extends Exception {
  private final int exitCode;

  Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  Failure(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** A file that a command was told to write cannot be written. */
  static Failure unwritable(String command, Path file, Exception cause) {
    return new Failure(
        Espalier.WRONG_INPUT,
        "espalier %s: %s cannot be written: %s".formatted(command, file, cause),
        cause);
  }

  int exitCode() {
    return exitCode;
  }
}
