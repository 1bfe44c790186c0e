package dev.espalier.fx.editor;

/**
 * A piece of a text that has a colour.
 *
 * @param start of its first character
 * @param end after its last one
 */
public record Token(int start, int end, Kind kind) {

  /** What it is. */
  public enum Kind {
    COMMENT,
    KEYWORD,
    /** A name before a colon, in an object. */
    KEY,
    LITERAL,
    NUMBER,
    STRING,
    REGEX,
    /** A name that is called. */
    CALL
  }
}
