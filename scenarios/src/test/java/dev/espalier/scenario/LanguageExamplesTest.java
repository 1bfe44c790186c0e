package dev.espalier.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Sets;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every construct of the language (a field, and each of the forms it may have) is shown in an
 * example that is read: those of the schema, which the reference page shows, and the library.
 */
class LanguageExamplesTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> LIBRARY =
      List.of("counter", "todo", "crash", "transfer", "idle");

  /** A YAML example in a page. */
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(?<text>.*?)```");

  @TempDir Path folder;
  private JsonNode schema = JSON.objectNode();

  @BeforeEach
  void readSchema() {
    schema = JsonMapper.shared().readTree(Path.of("scenario.schema.json"));
  }

  @Test
  void everyConstructIsShownInAnExampleThatIsRead() throws Exception {
    Files.writeString(folder.resolve("app-2.js"), ScenarioFolder.APP);
    Set<String> paths = new TreeSet<>();
    Constructs constructs = new Constructs(paths);
    for (JsonNode example : examples()) {
      String text = YamlText.flow(example);
      Scenario read = new ScenarioFolder(folder).read(text);
      assertThat(read.title()).isNotEmpty();
      constructs.mark("", schema, example);
    }
    for (String name : LIBRARY) {
      constructs.mark(
          "", schema, yaml(Files.readString(Path.of("library", name, "scenario.yaml"))));
    }
    assertThat(Sets.difference(constructs.all(), paths)).isEmpty();
  }

  @Test
  void theExampleOfTheIntroductionIsRead() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "scenarios.md"));
    List<String> scenarios =
        BLOCK.matcher(page).results().map(block -> block.group("text")).toList();
    assertThat(scenarios).isNotEmpty();
    for (String scenario : scenarios) {
      assertThat(new ScenarioFolder(folder).read(scenario).steps()).isNotEmpty();
    }
  }

  private static JsonNode yaml(String text) throws ScenarioException {
    return YamlParser.parse("example", text).json();
  }

  /** All examples of the schema, each in a scenario of its own. */
  private List<JsonNode> examples() {
    List<JsonNode> examples = new ArrayList<>();
    schema
        .path("properties")
        .properties()
        .forEach(field ->
            field
                .getValue()
                .path("examples")
                .forEach(example -> examples.add(scenario(field.getKey(), example))));
    schema
        .path("$defs")
        .properties()
        .forEach(definition -> {
          if (definition.getKey().startsWith("step_")) {
            examples.addAll(ofStep(definition.getValue()));
          }
        });
    expectations()
        .properties()
        .forEach(subject ->
            subject
                .getValue()
                .path("examples")
                .forEach(example ->
                    examples.add(expecting(JSON.objectNode().set(subject.getKey(), example)))));
    schema
        .at("/$defs/operation/examples")
        .forEach(operation -> examples.add(expecting(patch(operation))));
    schema
        .at("/$defs/count/examples")
        .forEach(count -> examples.add(expecting(JSON.objectNode().set("tree", w(count)))));
    schema
        .at("/$defs/invariant/examples")
        .forEach(
            invariant -> examples.add(scenario("invariants", JSON.arrayNode().add(invariant))));
    return examples;
  }

  private JsonNode expectations() {
    return schema.at("/$defs/expectations/properties");
  }

  private static ObjectNode w(JsonNode count) {
    ObjectNode tree = JSON.objectNode();
    tree.set("W", count);
    return tree;
  }

  private static ObjectNode patch(JsonNode operation) {
    ObjectNode patches = JSON.objectNode();
    patches.putObject("patches").putArray("alice").add(operation);
    return patches;
  }

  /** The examples of a step, and of each field of it that they do not have. */
  private static List<JsonNode> ofStep(JsonNode step) {
    List<JsonNode> steps = new ArrayList<>();
    step.path("examples").forEach(steps::add);
    JsonNode first = step.path("examples").path(0);
    step.path("properties")
        .properties()
        .forEach(field ->
            field
                .getValue()
                .path("examples")
                .forEach(example -> {
                  ObjectNode with = (ObjectNode) first.deepCopy();
                  with.set(field.getKey(), example);
                  steps.add(with);
                }));
    return steps.stream().map(each -> stepping(each)).toList();
  }

  private static JsonNode stepping(JsonNode step) {
    ArrayNode steps = JSON.arrayNode();
    for (String session : List.of("alice", "bob")) {
      if (!step.has("open")) {
        steps.addObject().put("open", session);
      }
    }
    return scenario("steps", steps.add(step));
  }

  private static JsonNode expecting(JsonNode expectations) {
    ObjectNode step = JSON.objectNode();
    step.set("expect", expectations);
    return stepping(step);
  }

  private static JsonNode scenario(String field, JsonNode value) {
    ObjectNode scenario = JSON.objectNode().put("title", "T");
    scenario.putArray("steps").addObject().put("open", "alice");
    scenario.set(field, value);
    return scenario;
  }

  /** Which parts of the schema examples make use of. */
  private final class Constructs {
    private final Set<String> paths;
    private final Map<String, Schema> forms = new HashMap<>();

    Constructs(Set<String> paths) {
      this.paths = paths;
    }

    /** Every field, and every form, that there is. */
    Set<String> all() {
      Set<String> all = new TreeSet<>();
      collect("", schema, all);
      schema
          .path("$defs")
          .properties()
          .forEach(
              definition -> collect("/$defs/" + definition.getKey(), definition.getValue(), all));
      return all;
    }

    private void collect(String path, JsonNode part, Set<String> all) {
      for (int i = 0; i < part.path("anyOf").size(); i++) {
        JsonNode form = part.path("anyOf").path(i);
        if (!form.has("$ref")) { // what it refers to is a construct of its own
          all.add(path + "/anyOf/" + i);
          collect(path + "/anyOf/" + i, form, all);
        }
      }
      for (Map.Entry<String, JsonNode> field : part.path("properties").properties()) {
        String inside = path + "/properties/" + field.getKey();
        all.add(inside);
        collect(inside, field.getValue(), all);
      }
      for (String key : List.of("items", "additionalProperties")) {
        if (part.path(key).isObject()) {
          collect(path + "/" + key, part.path(key), all);
        }
      }
    }

    void mark(String path, JsonNode part, JsonNode example) {
      if (part.has("$ref")) {
        String to = part.path("$ref").stringValue().substring(1);
        mark(to, schema.at(to), example);
      }
      for (int i = 0; i < part.path("anyOf").size(); i++) {
        JsonNode form = part.path("anyOf").path(i);
        String inside = path + "/anyOf/" + i;
        if (allows(inside, form, example)) {
          paths.add(inside);
          mark(inside, form, example);
        }
      }
      for (Map.Entry<String, JsonNode> field : example.properties()) {
        JsonNode known = part.path("properties").path(field.getKey());
        if (known.isObject()) {
          String inside = path + "/properties/" + field.getKey();
          paths.add(inside);
          mark(inside, known, field.getValue());
        } else if (part.path("additionalProperties").isObject()) {
          mark(path + "/additionalProperties", part.path("additionalProperties"), field.getValue());
        }
      }
      if (example.isArray() && part.path("items").isObject()) {
        example.forEach(item -> mark(path + "/items", part.path("items"), item));
      }
    }

    private boolean allows(String path, JsonNode form, JsonNode example) {
      return forms.computeIfAbsent(path, _ -> alone(form)).validate(example).isEmpty();
    }

    private Schema alone(JsonNode form) {
      ObjectNode whole = (ObjectNode) form.deepCopy();
      whole.set("$defs", schema.path("$defs"));
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(whole);
    }
  }
}
