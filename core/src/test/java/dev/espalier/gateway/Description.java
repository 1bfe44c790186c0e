package dev.espalier.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What docs/data-api.yaml says of the data API. */
final class Description {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

  private final JsonNode document;

  private Description(JsonNode document) {
    this.document = document;
  }

  static Description read() {
    return new Description(new YAMLMapper().readTree(Path.of("../docs/data-api.yaml").toFile()));
  }

  /** Every operation, as its method and path: {@code GET /app/crons}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            resolved(path.getValue()).propertyNames().stream()
                .filter(METHODS::contains)
                .forEach(method ->
                    operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return operations;
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isMissingNode()
        ? node
        : resolved(document.at(reference.stringValue().substring(1)));
  }

  /** Checks every example against its schema; how many there are. */
  int checkedExamples() {
    int checked = 0;
    for (JsonNode content : document.findValues("application/json")) {
      for (JsonNode example : content.path("examples").values()) {
        check("an example", content.path("schema"), example.path("value"));
        checked++;
      }
      if (content.has("example")) {
        check("an example", content.path("schema"), content.path("example"));
        checked++;
      }
    }
    return checked;
  }

  /** Checks what was sent, if that was granted, and what came back. */
  void check(String method, String path, JsonNode sent, int status, JsonNode answer) {
    JsonNode operation = operation(method, path);
    if (operation.isMissingNode()) {
      assertThat(status).as(method + " " + path).isEqualTo(404);
      return;
    }
    String what = "%s %s".formatted(method, path);
    if (status == 200 && operation.has("requestBody")) {
      check(
          "the request of " + what,
          operation.at("/requestBody/content/application~1json/schema"),
          sent);
    }
    JsonNode responses = operation.path("responses");
    JsonNode response =
        responses.has("" + status)
            ? responses.path("" + status)
            : responses.path(status / 100 + "XX");
    JsonNode schema = resolved(response).at("/content/application~1json/schema");
    assertThat(schema.isMissingNode()).as("%s: status %d", what, status).isFalse();
    check("the answer to " + what, schema, answer);
  }

  private JsonNode operation(String method, String path) {
    String served = path.replaceFirst("\\?.*", "");
    return document.path("paths").properties().stream()
        .filter(each -> pattern(each.getKey()).matcher(served).matches())
        .map(Map.Entry::getValue)
        .map(item -> resolved(item).path(method.toLowerCase(Locale.ROOT)))
        .filter(operation -> !operation.isMissingNode())
        .findFirst()
        .orElse(JsonNodeFactory.instance.missingNode());
  }

  private static Pattern pattern(String path) {
    return Pattern.compile(path.replaceAll("\\{[a-z]+}", "[^/]+"));
  }

  private void check(String what, JsonNode schema, JsonNode value) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", document.path("components"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(value))
        .as("%s: %.300s", what, value)
        .isEmpty();
  }
}
