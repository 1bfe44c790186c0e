package dev.espalier.session;

import dev.espalier.app.Mode;

/**
 * Where a client is in an app.
 *
 * @param path e.g. {@code /notes/7}
 */
public record Route(Mode mode, String path) {
  @Override
  public String toString() {
    return mode.written() + " " + path;
  }
}
