package dev.espalier.scenario.story;

/** The colours of a terminal, or none of them. */
public enum Palette {
  PLAIN,
  COLOURED;

  private static final String END = "\u001b[0m";

  public String bold(String text) {
    return in("1", text);
  }

  public String dim(String text) {
    return in("2", text);
  }

  public String good(String text) {
    return in("32", text);
  }

  public String bad(String text) {
    return in("31", text);
  }

  private String in(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + END;
  }
}
