package dev.espalier.ui;

import tools.jackson.databind.JsonNode;

/** How long a value is when written as JSON. */
final class JsonSize {
  private JsonSize() {}

  /** In characters; counting stops once {@code limit} is passed. */
  static long of(JsonNode node, long limit) {
    if (!node.isContainer()) {
      return node.toString().length();
    }
    long size = 2;
    for (var field : node.properties()) {
      size += field.getKey().length() + 4L + of(field.getValue(), limit - size);
      if (size > limit) {
        return size;
      }
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        size += 1 + of(element, limit - size);
        if (size > limit) {
          return size;
        }
      }
    }
    return size;
  }
}
