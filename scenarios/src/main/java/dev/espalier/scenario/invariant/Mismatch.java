package dev.espalier.scenario.invariant;

import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Where two documents differ first, and what stands there; a missing node where one has nothing.
 */
record Mismatch(JsonPointer at, JsonNode expected, JsonNode actual) {
  private static final int SHOWN = 200;

  static Optional<Mismatch> between(JsonNode expected, JsonNode actual) {
    return between(JsonPointer.empty(), expected, actual);
  }

  private static Optional<Mismatch> between(JsonPointer at, JsonNode expected, JsonNode actual) {
    if (expected.equals(actual)) {
      return Optional.empty();
    }
    if (expected.isArray() && actual.isArray()) {
      for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
        Optional<Mismatch> inside = between(at.appendIndex(i), expected.path(i), actual.path(i));
        if (inside.isPresent()) {
          return inside;
        }
      }
    }
    if (expected.isObject() && actual.isObject()) {
      TreeSet<String> keys = new TreeSet<>(expected.propertyNames());
      keys.addAll(actual.propertyNames());
      for (String key : keys) {
        Optional<Mismatch> inside =
            between(at.appendProperty(key), expected.path(key), actual.path(key));
        if (inside.isPresent()) {
          return inside;
        }
      }
    }
    return Optional.of(new Mismatch(at, expected, actual));
  }

  /** What stands in one of the two, for a message. */
  static String described(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    String json = value.toString();
    return json.length() <= SHOWN ? json : json.substring(0, SHOWN) + "…";
  }
}
