package dev.espalier.fx.client;

import java.io.InputStream;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** UIs to show in tests. */
final class Uis {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Uis() {}

  /** The UI in a resource beside this class. */
  static JsonNode read(String resource) {
    InputStream stream = Objects.requireNonNull(Uis.class.getResourceAsStream(resource));
    return MAPPER.readTree(stream);
  }

  static JsonNode json(String text) {
    return MAPPER.readTree(text.replace('\'', '"'));
  }
}
