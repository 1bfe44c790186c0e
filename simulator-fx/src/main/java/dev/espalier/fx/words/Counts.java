package dev.espalier.fx.words;

import dev.espalier.scenario.play.Meter;
import tools.jackson.databind.JsonNode;

/** How many there are of something. */
public final class Counts {
  private Counts() {}

  /** E.g. {@code 1 document}, {@code 1,200 documents}, {@code no documents}. */
  public static String of(int count, String one, String many) {
    return count == 0 ? "no " + many : count == 1 ? "1 " + one : "%,d %s".formatted(count, many);
  }

  /** How large a value is when it is written as JSON. */
  public static String bytes(JsonNode json) {
    return bytes(Meter.bytes(json));
  }

  /** A size, e.g. {@code 91 B} or {@code 1.2 kB}. */
  public static String bytes(long size) {
    return size < 1000
        ? size + " B"
        : size < 1_000_000 ? "%.1f kB".formatted(size / 1e3) : "%.1f MB".formatted(size / 1e6);
  }
}
