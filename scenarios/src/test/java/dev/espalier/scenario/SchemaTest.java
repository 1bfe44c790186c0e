package dev.espalier.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Streams;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema says the same of a scenario as the reader. */
class SchemaTest {
  private static JsonNode document;
  private static Schema schema;

  @TempDir Path folder;

  @BeforeAll
  static void readSchema() throws Exception {
    try (InputStream resource = SchemaTest.class.getResourceAsStream("/scenario.schema.json")) {
      document = JsonMapper.shared().readTree(resource);
    }
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(document);
  }

  private static boolean allows(String scenario) throws ScenarioException {
    return schema.validate(YamlParser.parse("scenario.yaml", scenario).json()).isEmpty();
  }

  private static Set<String> words(JsonNode strings) {
    return Streams.stream(strings).map(JsonNode::stringValue).collect(Collectors.toSet());
  }

  @Test
  void theSchemaIsValidItself() {
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
                .validate(document))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyVerbHasAStepWithTheSameKeysAndValidExamples(Verb verb) throws Exception {
    JsonNode step = document.at("/$defs/step_" + verb.word());
    assertThat(step.path("properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(verb.keys().words());
    assertThat(step.path("description").stringValue()).isNotEmpty();
    assertThat(step.path("examples")).isNotEmpty();
    for (JsonNode example : step.path("examples")) {
      String scenario = "title: T\nsteps: [{open: alice}, %s]".formatted(example);
      assertThat(allows(scenario)).as(scenario).isTrue();
      if (verb != Verb.OPEN) {
        assertThat(new ScenarioFolder(folder).read(scenario).steps()).hasSize(2);
      }
    }
  }

  @Test
  void everyVerbIsAStepOfTheSchemaAndNoOtherIs() {
    assertThat(Streams.stream(document.at("/$defs/step/anyOf")))
        .map(reference -> reference.path("$ref").stringValue())
        .containsExactlyInAnyOrderElementsOf(
            Verb.WORDS.words().stream().map(word -> "#/$defs/step_" + word).toList());
  }

  @ParameterizedTest
  @EnumSource
  void theExampleInAVerbsMessagesIsAValidStep(Verb verb) throws Exception {
    String before = verb == Verb.OPEN ? "" : "{open: alice}, ";
    String scenario = "title: T\nsteps: [%s{%s}]".formatted(before, verb.example());
    assertThat(allows(scenario)).isTrue();
    assertThat(new ScenarioFolder(folder).read(scenario).steps()).isNotEmpty();
  }

  @Test
  void processesAndSubjectsOfExpectationsAreTheSame() {
    assertThat(words(document.at("/$defs/kind/enum"))).isEqualTo(Vocabulary.PROCESSES.words());
    assertThat(document.at("/$defs/expectations/properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(ExpectationReader.SUBJECTS.words());
    assertThat(document.at("/$defs/expectations/properties/meter/properties").propertyNames())
        .containsExactlyElementsOf(Vocabulary.GAUGES.words());
    assertThat(
            Streams.stream(document.at("/properties/without/items/oneOf"))
                .map(each -> each.path("const").stringValue()))
        .containsExactlyElementsOf(Vocabulary.INVARIANTS.words());
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "crash", "transfer", "idle"})
  void everyShippedScenarioIsValid(String name) throws Exception {
    String scenario = Files.readString(Path.of("library", name, "scenario.yaml"));
    assertThat(schema.validate(YamlParser.parse(name, scenario).json())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clik: +",
        "click: +",
        "{click: +, in: alice, nth: 0}",
        "{open: bob, path: notes}",
        "{insert: milk, into: items}",
        "{update: {done: true}, where: {}, of: items}",
        "wait: 10 minutes",
        "kill: SMC",
        "kill: Client",
        "{kill: MS, during: {say: hello}}",
        "suspend: SMC",
        "begin: {wait: 1 s}",
        "{begin: {wait: 1 s}, until: 0}",
        "{begin: {heal: app}, until: 9}",
        "cut: stream",
        "stop: mongo",
        "start: app",
        "shuffle: cards",
        "shuffle: 1.5",
        "fail: counter",
        "heal: bob",
        "expect: {}",
        "expect: {uis: {}}",
        "expect: {ui: {alice: {text: [a]}}}",
        "expect: {ui: {alice: {at: {root: 1}}}}",
        "expect: {patches: {alice: -1}}",
        "expect: {patches: {alice: [{op: set, path: /a}]}}",
        "expect: {tree: {Qs: 1}}",
        "expect: {tree: {Q: many}}",
        "expect: {groups: {q: 1}}",
        "expect: {messages: [{from: CS}]}",
        "expect: {views: 1}",
        "expect: {database: {items: [1]}}",
        "expect: {errors: {alice: broken}}",
        "expect: {sessions: {alice: open}}",
        "expect: {meter: {view: 1}}",
        "expect: {meter: {views: at most some}}",
        "expect: {database: {items: {where: {}}}}"
      })
  void whatTheReaderRefusesTheSchemaRefuses(String step) throws Exception {
    String scenario = "title: T\nsteps:\n- open: alice\n- " + step;
    assertThat(allows(scenario)).isFalse();
    assertThat(refused(scenario)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title: T",
        "steps: []",
        "title: T\nstep: []",
        "title: T\nsteps: none",
        "title: T\nsteps: []\nlimits: {sessions: 1 s}",
        "title: T\nsteps: []\nlimits: {session: soon}",
        "title: T\nsteps: []\nwithout: [noise]",
        "title: T\nsteps: []\nwithout: no-noise",
        "title: T\nsteps: []\ninvariants: [{name: I}]",
        "title: T\nsteps: []\ninvariants: [{ui: {}}]",
        "title: T\nsteps: []\ninvariants: [{name: I, views: none}]",
      })
  void whatIsNoScenarioBothRefuse(String scenario) throws Exception {
    assertThat(allows(scenario)).isFalse();
    assertThat(refused(scenario)).isNotEmpty();
  }

  private List<ScenarioException.Problem> refused(String scenario) throws Exception {
    try {
      new ScenarioFolder(folder).read(scenario);
      return List.of();
    } catch (ScenarioException e) {
      return e.problems();
    }
  }
}
