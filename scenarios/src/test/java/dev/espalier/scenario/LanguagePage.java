package dev.espalier.scenario;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The reference page of the scenario language, made from its schema alone. */
final class LanguagePage {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String DEFINITIONS = "#/$defs/";
  private static final ImmutableSet<String> VALUES =
      ImmutableSet.of("text", "duration", "count", "document", "kind", "operation");

  private final JsonNode schema;
  private final StringBuilder page = new StringBuilder();

  private LanguagePage(JsonNode schema) {
    this.schema = schema;
  }

  static String of(JsonNode schema) {
    LanguagePage page = new LanguagePage(schema);
    page.write();
    return page.page.toString();
  }

  private void write() {
    line("# The scenario language");
    line("");
    line("<!-- Made from scenarios/scenario.schema.json by LanguagePageTest, which says how. -->");
    line("");
    line(schema.path("description").stringValue());
    line("[scenarios.md](scenarios.md) is the short introduction; this page has everything.");
    line("");
    line("An editor that knows YAML completes, explains and checks a scenario that begins with");
    line("where the schema is, seen from the scenario:");
    yaml("# yaml-language-server: $schema=../../scenario.schema.json\n");
    line("VS Code does so with the extension *YAML* by Red Hat; IntelliJ IDEA when the schema is");
    line(
        "named in *Languages & Frameworks → Schemas and DTDs → JSON Schema Mappings*; others with");
    line("`yaml-language-server`. `espalier check SCENARIO` says the same without an editor, with");
    line("file, line and column, and the word that was meant.");
    line("");
    line("In the tables below, fields in bold have to be there.");
    line("");
    line("## A file");
    line("");
    fields(schema);
    schema
        .path("properties")
        .properties()
        .forEach(field ->
            field
                .getValue()
                .path("examples")
                .forEach(example -> yaml(field(field.getKey(), example))));
    section("Steps", definition("step"));
    for (JsonNode step : definition("step").path("anyOf")) {
      step(resolved(step));
    }
    section("Expectations", definition("expectations"));
    definition("expectations").path("properties").properties().forEach(this::expectation);
    section("Invariants", definition("invariant"));
    fields(definition("invariant"));
    definition("invariant")
        .path("examples")
        .forEach(example -> yaml(field("invariants", JSON.arrayNode().add(example))));
    line("These hold in every run that does not do `without` them:");
    line("");
    constants(schema.at("/properties/without/items/oneOf"));
    line("## Values");
    VALUES.forEach(this::value);
  }

  private void section(String title, JsonNode of) {
    line("## " + title);
    line("");
    line(of.path("description").stringValue());
    line("");
  }

  private void step(JsonNode step) {
    line("### " + step.path("title").stringValue());
    line("");
    line(step.path("description").stringValue());
    line("");
    fields(step);
    yaml(step.path("examples").valueStream().map(LanguagePage::item).collect(joining()));
  }

  private void expectation(Map.Entry<String, JsonNode> subject) {
    line("### expect: " + subject.getKey());
    line("");
    line(subject.getValue().path("description").stringValue());
    line("");
    parts(subject.getValue());
    yaml(
        subject
            .getValue()
            .path("examples")
            .valueStream()
            .map(example -> item(object("expect", object(subject.getKey(), example))))
            .collect(joining()));
  }

  /** The fields of what an expectation is made of, wherever they are. */
  private void parts(JsonNode part) {
    if (part.has("properties")) {
      fields(part);
    }
    Stream.concat(
            Stream.of(part.path("items"), part.path("additionalProperties")),
            part.path("anyOf").valueStream())
        .filter(JsonNode::isObject)
        .forEach(this::parts);
  }

  private void value(String name) {
    JsonNode value = definition(name);
    line("");
    line("### " + name);
    line("");
    line(
        value.has("description")
            ? value.path("description").stringValue()
            : "One of " + words(value.path("enum")) + ".");
    line("");
    if (value.has("properties")) {
      fields(value);
    }
    String examples =
        value.path("examples").valueStream().map(LanguagePage::code).collect(joining(", "));
    if (!examples.isEmpty()) {
      line("For example " + examples + ".");
    }
  }

  private void constants(JsonNode constants) {
    line("| name | says |");
    line("|---|---|");
    constants.forEach(each ->
        line(
            "| `%s` | %s |"
                .formatted(
                    each.path("const").stringValue(), each.path("description").stringValue())));
    line("");
  }

  private void fields(JsonNode of) {
    Set<String> required =
        of.path("required").valueStream().map(JsonNode::stringValue).collect(Collectors.toSet());
    line("| field | is | means | for example |");
    line("|---|---|---|---|");
    of.path("properties")
        .properties()
        .forEach(field ->
            line(
                "| %s | %s | %s | %s |"
                    .formatted(
                        required.contains(field.getKey())
                            ? "**" + field.getKey() + "**"
                            : field.getKey(),
                        kind(field.getValue()),
                        meaning(field.getValue()),
                        field
                            .getValue()
                            .path("examples")
                            .valueStream()
                            .map(LanguagePage::code)
                            .collect(joining(", ")))));
    line("");
  }

  private String meaning(JsonNode field) {
    return field.has("description")
        ? field.path("description").stringValue()
        : field.has("$ref") ? meaning(resolved(field)) : "";
  }

  /** What may stand there. */
  private String kind(JsonNode field) {
    if (field.path("$ref").asString("").startsWith(DEFINITIONS)) {
      return linked(field.path("$ref").stringValue().substring(DEFINITIONS.length()));
    }
    if (field.has("const")) {
      return code(field.path("const"));
    }
    if (field.has("enum")) {
      return words(field.path("enum"), definition("kind").path("enum"));
    }
    if (field.has("anyOf")) {
      return field.path("anyOf").valueStream().map(this::kind).distinct().collect(joining(" or "));
    }
    return switch (field.path("type").asString("any value")) {
      case "array" -> "list";
      case "object" -> "mapping";
      case "integer" -> "whole number";
      case "string" -> "text";
      case String other -> other;
    };
  }

  private String linked(String name) {
    if (VALUES.contains(name)) {
      return "[%s](#%s)".formatted(name, name);
    }
    if (name.startsWith("step_")) {
      String verb = name.substring("step_".length());
      return "[%s](#%s)".formatted(verb, verb);
    }
    return switch (name) {
      case "step" -> "a [step](#steps)";
      case "expectations" -> "[expectations](#expectations)";
      default -> "as in [expect](#expectations)";
    };
  }

  /** Words, or which of the processes, when they are most of those. */
  private static String words(JsonNode words, JsonNode processes) {
    Set<JsonNode> others = processes.valueStream().collect(Collectors.toSet());
    words.forEach(others::remove);
    return words.size() <= others.size()
        ? words(words)
        : "[kind](#kind)" + others.stream().map(each -> ", not " + code(each)).collect(joining());
  }

  private static String words(JsonNode words) {
    return words.valueStream().map(LanguagePage::code).collect(joining(", "));
  }

  private static String code(JsonNode value) {
    return "`%s`".formatted(YamlText.flow(value).replace("|", "\\|"));
  }

  private JsonNode definition(String name) {
    return schema.path("$defs").path(name);
  }

  private JsonNode resolved(JsonNode reference) {
    return schema.at(reference.path("$ref").stringValue().substring(1));
  }

  private static ObjectNode object(String key, JsonNode value) {
    ObjectNode object = JSON.objectNode();
    object.set(key, value);
    return object;
  }

  private static String field(String key, JsonNode value) {
    YamlText yaml = new YamlText();
    yaml.field(key, value);
    return yaml.text();
  }

  private static String item(JsonNode value) {
    YamlText yaml = new YamlText();
    yaml.item(value);
    return yaml.text().replaceAll("(?m)^  ", "");
  }

  private void yaml(String text) {
    line("```yaml");
    page.append(text.stripTrailing()).append('\n');
    line("```");
    line("");
  }

  private void line(String line) {
    page.append(line).append('\n');
  }
}
