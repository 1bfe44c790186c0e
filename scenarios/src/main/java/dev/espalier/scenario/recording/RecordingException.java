package dev.espalier.scenario.recording;

import java.nio.file.Path;

/** A recording that cannot be read or played again. The message is for the user. */
public final class RecordingException extends Exception {

  /** About the file as a whole. */
  RecordingException(Path file, String message) {
    super(file + ": " + message);
  }

  /**
   * About a line of it.
   *
   * @param line counted from 1
   */
  RecordingException(Path file, long line, String message) {
    super("%s:%d: %s".formatted(file, line, message));
  }
}
