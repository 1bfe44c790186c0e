package dev.espalier.ui;

import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** JSON text in which equal values are written alike: keys in order, no white space. */
public final class CanonicalJson {
  private CanonicalJson() {}

  public static String write(JsonNode node) {
    StringBuilder text = new StringBuilder();
    write(node, text);
    return text.toString();
  }

  private static void write(JsonNode node, StringBuilder text) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
      String separator = "{";
      for (var entry : sorted.entrySet()) {
        text.append(separator).append(quoted(entry.getKey())).append(':');
        write(entry.getValue(), text);
        separator = ",";
      }
      text.append(sorted.isEmpty() ? "{}" : "}");
    } else if (node.isArray()) {
      String separator = "[";
      for (JsonNode element : node) {
        text.append(separator);
        write(element, text);
        separator = ",";
      }
      text.append(node.isEmpty() ? "[]" : "]");
    } else {
      text.append(node);
    }
  }

  private static String quoted(String key) {
    return StringNode.valueOf(key).toString();
  }
}
