package dev.espalier.scenario;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes JSON as YAML for people: in flow style as long as it fits on a line, and with quotes only
 * where something else would be read without them.
 */
final class YamlText {
  private static final int WIDTH = 100;
  private static final int INDENT = 2;

  private final StringBuilder text = new StringBuilder();

  void line(String line) {
    text.append(line).append('\n');
  }

  /** A field of the outermost mapping. */
  void field(String key, JsonNode value) {
    field(0, key, value);
    text.append('\n');
  }

  /** An item of a list that stands in the outermost mapping. */
  void item(JsonNode value) {
    item(INDENT, value);
    text.append('\n');
  }

  /** The same of one field, whose text is folded when it is longer than a line. */
  void item(String key, String folded) {
    String plain = "%s- %s: %s".formatted(" ".repeat(INDENT), key, scalar(folded));
    if (plain.length() <= WIDTH || !isFoldable(folded)) {
      line(plain);
      return;
    }
    line("%s- %s: >-".formatted(" ".repeat(INDENT), key));
    fold(folded, " ".repeat(3 * INDENT));
  }

  String text() {
    return text.toString();
  }

  private int column() {
    return text.length() - text.lastIndexOf("\n") - 1;
  }

  /** {@code key: value}, further lines two columns further in. */
  private void field(int indent, String key, JsonNode value) {
    text.append(scalar(key)).append(':');
    String flow = flow(value);
    boolean fits = column() + 1 + flow.length() <= WIDTH;
    if (fits || value.isEmpty()) {
      text.append(' ').append(flow);
    } else if (value.isObject()) {
      line("");
      text.append(" ".repeat(indent + INDENT));
      fields(indent + INDENT, value);
    } else {
      for (JsonNode each : value) {
        line("");
        item(indent + INDENT, each);
      }
    }
  }

  private void fields(int indent, JsonNode object) {
    boolean first = true;
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      if (!first) {
        line("");
        text.append(" ".repeat(indent));
      }
      field(indent, each.getKey(), each.getValue());
      first = false;
    }
  }

  private void item(int indent, JsonNode value) {
    text.append(" ".repeat(indent)).append("- ");
    String flow = flow(value);
    if (value.isObject() && (value.size() == 1 || column() + flow.length() > WIDTH)) {
      fields(indent + INDENT, value);
    } else {
      text.append(flow);
    }
  }

  /** Whether the line breaks that folding puts in are all that is taken out again. */
  private static boolean isFoldable(String text) {
    return text.codePoints().allMatch(YamlText::isPrintable)
        && !text.startsWith(" ")
        && !text.endsWith(" ")
        && !text.contains("  ");
  }

  private void fold(String folded, String indent) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : folded.split(" ", -1)) {
      boolean first = line.length() == indent.length();
      if (!first && line.length() + 1 + word.length() > WIDTH) {
        line(line.toString());
        line.setLength(indent.length());
        first = true;
      }
      line.append(first ? "" : " ").append(word);
    }
    line(line.toString());
  }

  /** All on one line. */
  static String flow(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return object
          .propertyStream()
          .map(field -> scalar(field.getKey()) + ": " + flow(field.getValue()))
          .collect(joining(", ", "{", "}"));
    }
    if (value.isArray()) {
      return value.valueStream().map(YamlText::flow).collect(joining(", ", "[", "]"));
    }
    return value.isString() ? scalar(value.stringValue()) : value.toString();
  }

  private static String scalar(String text) {
    return isPlain(text) ? text : quoted(text);
  }

  /** Whether just this text is read where it stands in a list without quotes. */
  private static boolean isPlain(String text) {
    try {
      return YamlParser.parse("", "[" + text + "]")
              instanceof Yaml.Sequence(_, ImmutableList<Yaml> items)
          && items.size() == 1
          && items.getFirst() instanceof Yaml.Scalar(_, String read, JsonNode json)
          && json.isString()
          && read.equals(text);
    } catch (ScenarioException _) {
      return false;
    }
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            default -> {
              if (isPrintable(c)) {
                quoted.appendCodePoint(c);
              } else {
                quoted.append("\\u%04x".formatted(c));
              }
            }
          }
        });
    return quoted.append('"').toString();
  }

  /** Whether a character may stand for itself, and is no line break. */
  private static boolean isPrintable(int c) {
    return (c >= ' ' && c <= '~')
        || (c >= 0xA0 && c < Character.MIN_SURROGATE && c != 0x2028 && c != 0x2029)
        || (c > Character.MAX_SURROGATE && c <= 0xFFFD && c != 0xFEFF)
        || c >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
  }
}
