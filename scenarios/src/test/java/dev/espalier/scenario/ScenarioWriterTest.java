package dev.espalier.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Range;
import com.google.common.collect.Streams;
import dev.espalier.app.AppFaults;
import dev.espalier.environment.Limits;
import dev.espalier.environment.Routing;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.Step.Target;
import dev.espalier.scenario.Step.Victim;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class ScenarioWriterTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Place PLACE = Place.of("test");

  @TempDir @Nullable Path folder;

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  // What may stand in a step. Texts are made of what YAML makes something of.

  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .withChars(
                " abz019:-#{}[],&*!|>'\"%@`?=<~/\\.+_$()\n\t\u0000\u007f\u00e9\u2028\ufeff\ud83d")
            .ofMaxLength(8),
        Arbitraries.of(
            "",
            "+",
            "-",
            "null",
            "~",
            "true",
            "no",
            "1",
            "1.0",
            "1e3",
            "0x1f",
            "- a",
            "a: b",
            "a #b",
            "The common counter: 0",
            "ObjectId(0123456789abcdef01234567)",
            "10 min",
            "\ud83d\ude00",
            "a very long text ".repeat(12),
            "a very long text, ".repeat(12) + "with an end"));
  }

  private static Arbitrary<String> words() {
    return Arbitraries.oneOf(
        texts().filter(text -> !text.isBlank()), Arbitraries.of("title", "counter", "items"));
  }

  private static Arbitrary<JsonNode> values() {
    return Arbitraries.lazyOf(
        () -> texts().filter(text -> !text.startsWith("@")).map(JSON::stringNode),
        () ->
            Arbitraries.of(
                    "null",
                    "true",
                    "0",
                    "-7",
                    "9007199254740993",
                    "123456789012345678901",
                    "2.5",
                    "1.0E300")
                .map(ScenarioWriterTest::json),
        () -> values().list().ofMaxSize(2).map(list -> JSON.arrayNode().addAll(list)),
        () -> documents());
  }

  private static Arbitrary<JsonNode> documents() {
    Arbitrary<String> keys = words().filter(key -> !key.startsWith("$"));
    return Arbitraries.maps(keys, Arbitraries.lazy(ScenarioWriterTest::values))
        .ofMaxSize(2)
        .map(fields -> JSON.objectNode().setAll(fields));
  }

  private static Arbitrary<JsonNode> filters() {
    return Arbitraries.of(
            "{}", "{'n': {'$gt': 1}}", "{'user': '@alice'}", "{'$or': [{'a': 1}, {'b': null}]}")
        .map(ScenarioWriterTest::json);
  }

  private static Arbitrary<String> sessions() {
    return Arbitraries.of("alice", "bob: 2");
  }

  private static <T> Arbitrary<@Nullable T> orNone(Arbitrary<T> values) {
    return values.injectNull(0.4);
  }

  private static Arbitrary<Integer> numbers() {
    return Arbitraries.integers().between(1, 3);
  }

  private static Arbitrary<Target> targets() {
    return Combinators.combine(texts(), orNone(texts()), numbers()).as(Target::new);
  }

  private static Arbitrary<Victim> victims() {
    Arbitrary<String> kinds =
        Arbitraries.of(Vocabulary.PROCESSES.words()).filter(kind -> !kind.equals("Client"));
    return Combinators.combine(kinds, orNone(sessions()), orNone(texts()), numbers())
        .as(Victim::new);
  }

  private static Arbitrary<Duration> durations() {
    return Arbitraries.of(0, 1, 500, 1_000, 90_000, 600_000, 3_600_000, 5_400_000)
        .map(Duration::ofMillis);
  }

  private record Part(AppFaults.Kind kind, @Nullable String name) {}

  private static Arbitrary<Part> parts() {
    return Combinators.combine(
            Arbitraries.of(AppFaults.Kind.class),
            orNone(Arbitraries.of("counter", "@lenra:press", "lenra.main")))
        .as((kind, name) -> new Part(kind, kind == AppFaults.Kind.MANIFEST ? null : name));
  }

  /** Steps in whose course something may happen. */
  private static Arbitrary<Step> moments() {
    Arbitrary<String> collections = words();
    return Arbitraries.oneOf(
        List.of(
            Combinators.combine(sessions(), targets())
                .as((session, target) -> new Step.Click(PLACE, session, target)),
            Combinators.combine(sessions(), targets(), texts())
                .as((session, target, text) -> new Step.Type(PLACE, session, target, text)),
            Combinators.combine(sessions(), targets(), orNone(values()))
                .as((session, target, value) -> new Step.Submit(PLACE, session, target, value)),
            Combinators.combine(sessions(), texts(), orNone(documents()), documents())
                .as((session, name, props, event) ->
                    new Step.Run(PLACE, session, name, props, event)),
            Combinators.combine(collections, documents())
                .as((collection, document) -> new Step.Insert(PLACE, collection, document)),
            Combinators.combine(collections, filters(), documents())
                .as((collection, where, document) ->
                    new Step.Replace(PLACE, collection, where, document)),
            Combinators.combine(collections, filters())
                .as((collection, where) ->
                    new Step.Update(PLACE, collection, where, json("{'$set': {'n': 1}}"))),
            Combinators.combine(collections, filters())
                .as((collection, where) -> new Step.Delete(PLACE, collection, where)),
            collections.map(collection -> new Step.Drop(PLACE, collection))));
  }

  private static Arbitrary<Step> othersThatTakeTime() {
    return Arbitraries.oneOf(
        durations().map(duration -> new Step.Wait(PLACE, duration)),
        Combinators.combine(victims(), orNone(moments()))
            .as((victim, during) -> new Step.Kill(PLACE, victim, during)),
        victims().map(victim -> new Step.Suspend(PLACE, victim)),
        victims().map(victim -> new Step.Resume(PLACE, victim)),
        Arbitraries.of(
            new Step.Cut(PLACE),
            new Step.Conflict(PLACE),
            new Step.Stop(PLACE),
            new Step.Start(PLACE)));
  }

  private static Arbitrary<Step> steps() {
    return Arbitraries.oneOf(
        List.of(
            moments(),
            othersThatTakeTime(),
            texts().map(text -> new Step.Say(PLACE, text)),
            Combinators.combine(texts(), pointed().list().ofMinSize(1).ofMaxSize(3))
                .as((text, point) -> new Step.Say(PLACE, text, ImmutableList.copyOf(point))),
            Combinators.combine(
                    texts(),
                    Arbitraries.oneOf(moments(), othersThatTakeTime()),
                    choices(),
                    Arbitraries.of("", "Because it is so."))
                .as((question, when, choices, because) ->
                    new Step.Ask(PLACE, question, when, choices, because)),
            Combinators.combine(
                    parts(), Arbitraries.of("broken: again", "out of order, as planned"))
                .as((part, message) -> new Step.Fail(PLACE, part.kind, part.name, message)),
            Combinators.combine(parts(), durations())
                .as((part, by) -> new Step.Slow(PLACE, part.kind, part.name, by)),
            Arbitraries.just(new Step.Heal(PLACE)),
            Combinators.combine(
                    Arbitraries.oneOf(moments(), othersThatTakeTime()),
                    Arbitraries.longs().between(1, Long.MAX_VALUE))
                .as((step, until) -> new Step.Begin(PLACE, step, until)),
            Combinators.combine(
                    Arbitraries.oneOf(moments(), othersThatTakeTime()),
                    Arbitraries.integers().between(1, Integer.MAX_VALUE))
                .as((step, events) -> new Step.Interrupt(PLACE, step, events)),
            Arbitraries.longs().map(seed -> new Step.Shuffle(PLACE, seed)),
            Arbitraries.maps(
                    Arbitraries.integers().between(1, Integer.MAX_VALUE),
                    Arbitraries.integers().between(2, Integer.MAX_VALUE))
                .ofMaxSize(3)
                .map(turns ->
                    new Step.Turns(
                        PLACE,
                        ImmutableSortedMap.copyOf(turns, Comparator.<Integer>naturalOrder()))),
            expectations()
                .list()
                .ofMinSize(1)
                .ofMaxSize(1)
                .map(each -> new Step.Expect(PLACE, ImmutableList.copyOf(each)))));
  }

  private static Arbitrary<Step.Pointed> pointed() {
    return Combinators.combine(Arbitraries.of(Vocabulary.PROCESSES.words()), orNone(sessions()))
        .as(Step.Pointed::new);
  }

  private static Arbitrary<ImmutableList<Step.Choice>> choices() {
    return expectations()
        .list()
        .ofMinSize(2)
        .ofMaxSize(3)
        .map(each ->
            Streams.mapWithIndex(
                    each.stream(),
                    (expectation, index) ->
                        new Step.Choice("choice " + index, ImmutableList.of(expectation)))
                .collect(ImmutableList.toImmutableList()));
  }

  private static Arbitrary<Expectation> expectations() {
    Arbitrary<Range<Integer>> counts =
        Arbitraries.of(
            Range.singleton(0),
            Range.singleton(3),
            Range.atLeast(1),
            Range.atLeast(2),
            Range.atMost(4));
    Arbitrary<@Nullable String> kinds = orNone(Arbitraries.of(Vocabulary.PROCESSES.words()));
    Arbitrary<ImmutableList<String>> lists = texts().list().ofMaxSize(3).map(ImmutableList::copyOf);
    return Arbitraries.oneOf(
        List.of(
            Combinators.combine(sessions(), lists, lists, values())
                .as((session, texts, lacks, value) ->
                    new Expectation.Ui(
                        PLACE,
                        session,
                        texts,
                        lacks,
                        ImmutableMap.of(JsonPointer.compile("/root/a~1b"), value))),
            Combinators.combine(sessions(), lists)
                .as((session, texts) ->
                    new Expectation.Ui(
                        PLACE, session, texts, ImmutableList.of(), ImmutableMap.of())),
            sessions().map(session -> new Expectation.PatchCount(PLACE, session, 2)),
            Combinators.combine(
                    sessions(),
                    Combinators.combine(
                            Arbitraries.of("add", "move"),
                            orNone(Arbitraries.of("/root")),
                            orNone(values()))
                        .as((op, from, value) ->
                            new Expectation.Operation(op, "/root/value", from, value))
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(3))
                .as((session, operations) ->
                    new Expectation.Patches(PLACE, session, ImmutableList.copyOf(operations))),
            Combinators.combine(Arbitraries.of("Q", "Session.Managers"), counts)
                .as((kind, count) -> new Expectation.Tree(PLACE, kind, count)),
            Combinators.combine(orNone(Arbitraries.just("alice")), counts)
                .as((session, count) ->
                    new Expectation.Group(PLACE, session == null ? "scm" : "q", session, count)),
            Combinators.combine(kinds, kinds, orNone(words()), counts)
                .as((from, to, type, count) ->
                    new Expectation.Messages(PLACE, from, to, type, count)),
            lists.map(names -> new Expectation.Views(PLACE, names)),
            Combinators.combine(words(), documents().list().ofMaxSize(2))
                .as((collection, documents) ->
                    new Expectation.Documents(PLACE, collection, ImmutableList.copyOf(documents))),
            Combinators.combine(words(), filters(), counts)
                .as((collection, where, count) ->
                    new Expectation.Matching(PLACE, collection, where, count)),
            Combinators.combine(Arbitraries.of(Vocabulary.GAUGES.words()), counts)
                .as((gauge, count) -> new Expectation.Meter(PLACE, gauge, count)),
            Combinators.combine(sessions(), orNone(texts()), orNone(texts()))
                .as((session, reason, message) ->
                    new Expectation.Errors(
                        PLACE,
                        session,
                        ImmutableList.of(new Expectation.Problem(reason, message)))),
            sessions().map(session -> new Expectation.Sessions(PLACE, session, false))));
  }

  @Provide
  Arbitrary<List<Step>> anySteps() {
    return steps().list().ofMinSize(1).ofMaxSize(6);
  }

  private Path folder() throws Exception {
    return folder == null ? Files.createTempDirectory("written") : folder;
  }

  private static Scenario scenario(Path file, AppSource app, List<Step> steps) {
    Step alice = new Step.Open(PLACE, "alice", "alice", "/", JSON.objectNode());
    Step bob = new Step.Open(PLACE, "bob: 2", "bob", "/notes", json("{'locale': 'fr'}"));
    return new Scenario(
        file,
        "A title: with \"signs\"",
        app,
        Limits.DEFAULT,
        ImmutableList.<Step>builder().add(alice, bob).addAll(steps).build());
  }

  private static void assertReadBack(Scenario scenario) throws Exception {
    String written = ScenarioWriter.write(scenario);
    Files.writeString(scenario.file(), written);
    assertThat(Unplaced.of(ScenarioReader.read(scenario.file())))
        .as(written)
        .isEqualTo(Unplaced.of(scenario));
  }

  @Property(tries = 500)
  void whatIsWrittenIsReadAsTheSame(@ForAll @From("anySteps") List<Step> steps) throws Exception {
    Path file = Files.createTempFile("scenario", ".yaml");
    try {
      assertReadBack(
          scenario(file, new AppSource.Remote(PLACE, URI.create("http://127.0.0.1:3000")), steps));
    } finally {
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "crash", "transfer", "idle"})
  void theScenariosOfTheLibraryAreWrittenAndReadAsTheSame(String name) throws Exception {
    Scenario scenario = ScenarioReader.read(Path.of("library", name));
    Path file = Path.of("library", name, "written.yaml");
    try {
      assertReadBack(
          new Scenario(
              file,
              scenario.title(),
              scenario.app(),
              scenario.limits(),
              scenario.order(),
              scenario.routing(),
              scenario.invariants(),
              scenario.without(),
              scenario.steps()));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void routingAndInvariantsStandBeforeTheSteps() throws Exception {
    String written =
        """
        title: T
        routing: indexed
        invariants:
          - {name: Nobody overdraws, database: {accounts: {where: {amount: {$lt: 0}}, count: none}}}
          - {name: Same total, ui: {alice: ["Total: 150"]}}
        without: [no-noise, converged]

        steps:
          - open: alice
        """;
    Scenario read = new ScenarioFolder(folder()).read(written);
    assertThat(read.routing()).isEqualTo(Routing.INDEXED);
    assertThat(read.without()).containsExactly("no-noise", "converged");
    assertThat(ScenarioWriter.write(read)).isEqualTo(written);
  }

  @Test
  void aScenarioIsWrittenForPeople() throws Exception {
    Path file = folder().resolve("scenario.yaml");
    AppSource app = new AppSource.Script(PLACE, folder().resolve("app.js"), "");
    Step.Victim victim = new Victim("MS", null, null, 1);
    Step click = new Step.Click(PLACE, "alice", new Target("+", "The common counter: 0", 1));
    Scenario scenario =
        new Scenario(
            file,
            "A counter",
            app,
            new Limits(
                Duration.ofSeconds(90),
                Limits.DEFAULT.environment(),
                Duration.ofMinutes(10),
                Limits.DEFAULT.view(),
                Limits.DEFAULT.listener()),
            ImmutableList.of(
                new Step.Say(PLACE, "Alice opens the app."),
                new Step.Open(PLACE, "alice", "alice", "/", JSON.objectNode()),
                new Step.Wait(PLACE, Duration.ofMinutes(10)),
                new Step.Say(
                    PLACE,
                    "What is longer than a line is folded, so that it can be read without any"
                        + " scrolling to the right, as here."),
                click,
                new Step.Kill(PLACE, victim, click),
                new Step.Insert(
                    PLACE, "counter", json("{'user': '@alice', 'count': 0, 'text': '10'}")),
                new Step.Expect(
                    PLACE,
                    ImmutableList.of(
                        new Expectation.Ui(
                            PLACE,
                            "alice",
                            ImmutableList.of("My personal counter: 0", "The common counter: 1"),
                            ImmutableList.of(),
                            ImmutableMap.of()),
                        new Expectation.PatchCount(PLACE, "alice", 0),
                        new Expectation.Views(PLACE, ImmutableList.of("counter"))))));
    assertThat(ScenarioWriter.write(scenario))
        .isEqualTo(
            """
            title: A counter
            limits: {session: 90 s}

            steps:
              - say: Alice opens the app.
              - open: alice
              - wait: 10 min

              - say: >-
                  What is longer than a line is folded, so that it can be read without any scrolling to the
                  right, as here.
              - {click: +, below: "The common counter: 0", in: alice}
              - {kill: MS, during: {click: +, below: "The common counter: 0", in: alice}}
              - {insert: {user: "@alice", count: 0, text: "10"}, into: counter}
              - expect:
                  ui: {alice: ["My personal counter: 0", "The common counter: 1"]}
                  patches: {alice: none}
                  views: [counter]
            """);
  }

  @Test
  void expectationsThatDoNotFitIntoOneMappingAreWrittenAsSeveralSteps() {
    Expectation.PatchCount patches = new Expectation.PatchCount(PLACE, "alice", 1);
    Expectation.Sessions session = new Expectation.Sessions(PLACE, "alice", true);
    Scenario scenario =
        scenario(
            Path.of("scenario.yaml"),
            new AppSource.Remote(PLACE, URI.create("http://127.0.0.1:3000")),
            List.of(new Step.Expect(PLACE, ImmutableList.of(patches, patches, session, patches))));
    assertThat(ScenarioWriter.write(scenario))
        .endsWith(
            """
              - expect: {patches: {alice: 1}}
              - expect: {patches: {alice: 1}, sessions: {alice: joined}}
              - expect: {patches: {alice: 1}}
            """);
  }

  @Test
  void scriptsThatAreNoLongerInTheirFilesAreSavedBesideTheScenario() throws Exception {
    Path app = Files.createDirectory(folder().resolve("app")).resolve("app.js");
    Files.writeString(app, "the third");
    Path file = Files.createDirectory(folder().resolve("saved")).resolve("scenario.yaml");
    AppSource first = new AppSource.Script(PLACE, app, "the first");
    AppSource second = new AppSource.Script(PLACE, app, "the second");
    AppSource third = new AppSource.Script(PLACE, app, "the third");
    Scenario scenario =
        scenario(
            app,
            first,
            List.of(
                new Step.Reload(PLACE, second),
                new Step.Begin(PLACE, new Step.Reload(PLACE, third), 7),
                new Step.Reload(PLACE, first)));
    for (int time = 0; time < 2; time++) {
      Scenario saved = ScenarioWriter.save(scenario, file);
      assertThat(Unplaced.of(ScenarioReader.read(file))).isEqualTo(Unplaced.of(saved));
      assertThat(Files.readString(file))
          .contains(
              """
                - reload: app-2.js
                - {begin: {reload: ../app/app.js}, until: 7}
                - reload: app
              """);
      assertThat(file.resolveSibling("app.js")).hasContent("the first");
      assertThat(file.resolveSibling("app-2.js")).hasContent("the second");
      assertThat(app).hasContent("the third");
      assertThat(saved.steps()).hasSameSizeAs(scenario.steps());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40})
  void anOrderIsWrittenAndReadAsTheSame(int turns) throws Exception {
    Path file = folder().resolve("scenario.yaml");
    AppSource app = new AppSource.Remote(PLACE, URI.create("http://127.0.0.1:3000"));
    ImmutableSortedMap.Builder<Integer, Integer> places = ImmutableSortedMap.naturalOrder();
    for (int turn = 1; turn <= turns; turn++) {
      places.put(100 * turn, 1 + turn);
    }
    assertReadBack(scenario(file, app, List.of()).inOrder(new Order(-7, places.buildOrThrow())));
  }
}
