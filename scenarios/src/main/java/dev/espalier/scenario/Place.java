package dev.espalier.scenario;

/**
 * Where something is written.
 *
 * @param line counted from 1; 0 when the file as a whole is meant
 * @param column counted from 1
 */
public record Place(String file, int line, int column) {

  /** Nowhere: a person did it. */
  public static final Place BY_HAND = Place.of("by hand");

  /** A file as a whole. */
  public static Place of(String file) {
    return new Place(file, 0, 0);
  }

  /** {@code file:line:column}, as editors and terminals follow it. */
  @Override
  public String toString() {
    return line == 0 ? file : "%s:%d:%d".formatted(file, line, column);
  }
}
