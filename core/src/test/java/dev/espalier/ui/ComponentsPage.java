package dev.espalier.ui;

import static java.util.stream.Collectors.joining;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reference page of the components, made from their schemas alone. */
final class ComponentsPage {
  private static final String DEFINITIONS = "#/$defs/";
  private static final ImmutableList<String> OLDER = ImmutableList.of("widget", "action");

  private final JsonNode definitions = schema("definitions").path("$defs");
  private final StringBuilder page = new StringBuilder();

  private ComponentsPage() {}

  static String make() {
    ComponentsPage page = new ComponentsPage();
    page.write();
    return page.page.toString();
  }

  private static JsonNode schema(String name) {
    return JsonMapper.shared().readTree(ComponentSchemas.file(name));
  }

  private void write() {
    line("# Components");
    line("");
    line(
        "<!-- Made from core/src/main/resources/dev/espalier/ui/components by ComponentsPageTest,");
    line("which says how. -->");
    line("");
    line("What a view may draw. Everything it draws is checked against these tables, each");
    line(
        "component on its own; what is wrong is an error at the client, which keeps its last good");
    line("UI. `espalier check APP` says all that is wrong with an app without running it.");
    line("");
    line("Properties in bold have to be there. Listeners are what begins with `on`: their meaning");
    line("says with what they are run. The tables hold for apps with routes. Older apps write");
    line(
        "`type` for `_type`, and have an [action](#action) for a listener and a [widget](#widget)");
    line("for a view. Views of JSON routes draw whatever they like.");
    line("");
    ComponentSchemas.TYPES.forEach(this::component);
    line("## Views and listeners");
    line("");
    Stream.concat(Stream.of("view", "listener", "component"), OLDER.stream())
        .forEach(this::component);
    line("## Values");
    line("");
    definitions.properties().forEach(value -> value(value.getKey(), value.getValue()));
  }

  private void component(String name) {
    JsonNode schema = schema(name);
    boolean isType = ComponentSchemas.TYPES.contains(name);
    line((isType ? "## " : "### ") + name);
    line("");
    line(schema.path("description").stringValue());
    line("");
    if (schema.has("oneOf")) {
      schema.path("oneOf").forEach(this::properties);
    } else {
      properties(schema);
    }
    for (JsonNode example : schema.path("examples")) {
      line("```json");
      line(example.toPrettyString().replace("\" : ", "\": "));
      line("```");
      line("");
    }
  }

  private void value(String name, JsonNode value) {
    line("### " + name);
    line("");
    line(value.path("description").stringValue());
    line("");
    if (value.has("properties")) {
      properties(value);
    } else {
      line("Is " + kind(value) + ".");
      line("");
    }
  }

  private void properties(JsonNode of) {
    Set<String> required =
        of.path("required").valueStream().map(JsonNode::stringValue).collect(Collectors.toSet());
    line("| property | is | means |");
    line("|---|---|---|");
    of.path("properties")
        .properties()
        .forEach(property ->
            line(
                "| %s | %s | %s |"
                    .formatted(
                        required.contains(property.getKey())
                            ? "**" + property.getKey() + "**"
                            : property.getKey(),
                        kind(property.getValue()),
                        property.getValue().path("description").asString(""))));
    line("");
  }

  /** What may stand there. */
  private static String kind(JsonNode value) {
    if (value.has("$ref")) {
      return linked(value.path("$ref").stringValue());
    }
    if (value.has("const")) {
      return "`%s`".formatted(value.path("const").stringValue());
    }
    if (value.has("enum")) {
      return value
          .path("enum")
          .valueStream()
          .map(word -> "`%s`".formatted(word.stringValue()))
          .collect(joining(", "));
    }
    if (value.has("oneOf")) {
      return value.path("oneOf").valueStream().map(ComponentsPage::kind).collect(joining(", or "));
    }
    if (value.path("type").isArray()) {
      return value.path("type").valueStream().map(ComponentsPage::word).collect(joining(" or "));
    }
    if (value.path("type").asString("").equals("array")) {
      return "list of " + kind(value.path("items"));
    }
    return value.has("properties")
        ? value.path("properties").properties().stream()
            .map(property -> "`%s`: %s".formatted(property.getKey(), kind(property.getValue())))
            .collect(joining(", ", "object of ", ""))
        : word(value.path("type"));
  }

  private static String word(JsonNode type) {
    return switch (type.stringValue()) {
      case "string" -> "text";
      case "integer" -> "whole number";
      case "boolean" -> "`true` or `false`";
      case "null" -> "`null`";
      case String other -> other;
    };
  }

  private static String linked(String reference) {
    int definition = reference.indexOf(DEFINITIONS);
    String name =
        definition >= 0
            ? reference.substring(definition + DEFINITIONS.length())
            : reference.substring(0, reference.indexOf('.'));
    return "[%s](#%s)".formatted(name, Ascii.toLowerCase(name));
  }

  private void line(String line) {
    page.append(line).append('\n');
  }
}
