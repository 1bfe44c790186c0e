package dev.espalier.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Range;
import dev.espalier.app.AppFaults;
import dev.espalier.environment.Limits;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.Step.Target;
import dev.espalier.scenario.Step.Victim;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScenarioReaderTest {
  private static final JsonNode NOTHING = json("{}");

  @TempDir Path folder;

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  private Place at(int line, int column) {
    return new Place(folder.resolve("scenario.yaml").toString(), line, column);
  }

  private AppSource.Script script(Place place, String path) {
    return new AppSource.Script(place, folder.resolve(path), ScenarioFolder.APP);
  }

  /** The step that follows once alice is there, which stands on line 4. */
  private Step step(String written) throws Exception {
    return new ScenarioFolder(folder).readSteps("- open: alice\n- " + written).steps().get(1);
  }

  private ImmutableList<Expectation> expectations(String written) throws Exception {
    return ((Step.Expect) step("expect: " + written)).expectations();
  }

  @Test
  void aScenarioHasATitleAnAppLimitsAndSteps() throws Exception {
    Scenario scenario =
        new ScenarioFolder(folder)
            .read(
                """
                title: A test
                limits: {session: 90 s, widget: 500ms}
                steps:
                  - say: Hello
                """);
    Path file = folder.resolve("scenario.yaml");
    Limits design = Limits.DEFAULT;
    assertThat(scenario)
        .isEqualTo(
            new Scenario(
                file,
                "A test",
                script(at(1, 1), "app.js"),
                new Limits(
                    Duration.ofSeconds(90),
                    design.environment(),
                    Duration.ofMillis(500),
                    design.view(),
                    design.listener()),
                ImmutableList.of(new Step.Say(at(4, 5), "Hello"))));
  }

  @Test
  void aScenarioIsReadFromItsFileAsFromItsFolder() throws Exception {
    Scenario fromFolder = new ScenarioFolder(folder).readSteps("- say: Hello");
    assertThat(ScenarioReader.read(folder.resolve("scenario.yaml"))).isEqualTo(fromFolder);
  }

  @Test
  void anAppIsAPathSeenFromTheScenarioOrAUrl() throws Exception {
    ScenarioFolder scenario = new ScenarioFolder(folder);
    assertThat(scenario.read("title: T\napp: ../%s\nsteps: []".formatted(folder.getFileName())))
        .extracting(Scenario::app)
        .isEqualTo(script(at(2, 6), "../%s/app.js".formatted(folder.getFileName())));
    assertThat(scenario.read("title: T\napp: http://127.0.0.1:3000\nsteps: []").app())
        .isEqualTo(new AppSource.Remote(at(2, 6), URI.create("http://127.0.0.1:3000")));
  }

  @Test
  void sessionsAreOpenedAndClosed() throws Exception {
    assertThat(step("open: bob")).isEqualTo(new Step.Open(at(4, 3), "bob", "bob", "/", NOTHING));
    assertThat(step("{open: phone, user: alice, path: /notes, context: {locale: fr}}"))
        .isEqualTo(new Step.Open(at(4, 3), "phone", "alice", "/notes", json("{'locale':'fr'}")));
    assertThat(step("close: alice")).isEqualTo(new Step.Close(at(4, 3), "alice"));
  }

  @Test
  void aClosedSessionMayBeOpenedAgain() throws Exception {
    assertThat(
            new ScenarioFolder(folder)
                .readSteps("- open: alice\n- close: alice\n- open: alice\n")
                .steps())
        .hasSize(3);
  }

  @Test
  void componentsAreFoundByNamePlaceAndNumber() throws Exception {
    assertThat(step("{click: +, in: alice}"))
        .isEqualTo(new Step.Click(at(4, 3), "alice", new Target("+", null, 1)));
    assertThat(step("{click: Delete, below: Buy milk, nth: 2, in: alice}"))
        .isEqualTo(new Step.Click(at(4, 3), "alice", new Target("Delete", "Buy milk", 2)));
    assertThat(step("{type: 10, into: /root/children/0, in: alice}"))
        .isEqualTo(new Step.Type(at(4, 3), "alice", new Target("/root/children/0", null, 1), "10"));
  }

  @Test
  void formsAreSubmittedWithValuesOrWithWhatTheUiShows() throws Exception {
    Target title = new Target("title", null, 1);
    assertThat(step("{submit: title, in: alice}"))
        .isEqualTo(new Step.Submit(at(4, 3), "alice", title, null));
    assertThat(step("{submit: title, in: alice, values: {title: Tea, cups: 2}}"))
        .isEqualTo(new Step.Submit(at(4, 3), "alice", title, json("{'title':'Tea','cups':2}")));
  }

  @Test
  void aListenerIsRunWithPropsToChooseItByAndAnEvent() throws Exception {
    assertThat(step("{run: increment, in: alice}"))
        .isEqualTo(new Step.Run(at(4, 3), "alice", "increment", null, NOTHING));
    assertThat(step("{run: increment, in: alice, props: {id: 1}, event: {value: 2.5}}"))
        .isEqualTo(
            new Step.Run(at(4, 3), "alice", "increment", json("{'id':1}"), json("{'value':2.5}")));
  }

  @Test
  void theDatabaseIsChangedPastTheApp() throws Exception {
    assertThat(step("{insert: {n: 1}, into: items}"))
        .isEqualTo(new Step.Insert(at(4, 3), "items", json("{'n':1}")));
    assertThat(step("{replace: {n: 2}, where: {n: {$lt: 2}}, of: items}"))
        .isEqualTo(new Step.Replace(at(4, 3), "items", json("{'n':{'$lt':2}}"), json("{'n':2}")));
    assertThat(step("{update: {$set: {n: null}}, where: {user: \"@alice\"}, of: items}"))
        .isEqualTo(
            new Step.Update(
                at(4, 3), "items", json("{'user':'@alice'}"), json("{'$set':{'n':null}}")));
    assertThat(step("{delete: {}, from: items}"))
        .isEqualTo(new Step.Delete(at(4, 3), "items", NOTHING));
    assertThat(step("drop: items")).isEqualTo(new Step.Drop(at(4, 3), "items"));
  }

  @Test
  void timePassesInMillisecondsSecondsMinutesAndHours() throws Exception {
    assertThat(step("wait: 500 ms")).isEqualTo(new Step.Wait(at(4, 3), Duration.ofMillis(500)));
    assertThat(step("wait: 2s")).isEqualTo(new Step.Wait(at(4, 3), Duration.ofSeconds(2)));
    assertThat(step("wait: 10 min")).isEqualTo(new Step.Wait(at(4, 3), Duration.ofMinutes(10)));
    assertThat(step("wait: 1 h")).isEqualTo(new Step.Wait(at(4, 3), Duration.ofHours(1)));
  }

  @Test
  void processesAreKilledByKindSessionNameNumberAndMoment() throws Exception {
    assertThat(step("kill: CS"))
        .isEqualTo(new Step.Kill(at(4, 3), new Victim("CS", null, null, 1), null));
    assertThat(step("{kill: W, of: alice, key: counter, nth: 2}"))
        .isEqualTo(new Step.Kill(at(4, 3), new Victim("W", "alice", "counter", 2), null));
    assertThat(step("{kill: Event.OnSessionStart, of: bob, during: {open: bob}}"))
        .isEqualTo(
            new Step.Kill(
                at(4, 3),
                new Victim("Event.OnSessionStart", "bob", null, 1),
                new Step.Open(at(4, 49), "bob", "bob", "/", NOTHING)));
  }

  @Test
  void processesAreSuspendedAndResumed() throws Exception {
    assertThat(step("suspend: CS"))
        .isEqualTo(new Step.Suspend(at(4, 3), new Victim("CS", null, null, 1)));
    assertThat(step("{resume: W, of: alice, key: counter, nth: 2}"))
        .isEqualTo(new Step.Resume(at(4, 3), new Victim("W", "alice", "counter", 2)));
  }

  @Test
  void theAppIsReplacedByAnotherOrAskedAgain() throws Exception {
    assertThat(step("reload: ./app.js"))
        .isEqualTo(new Step.Reload(at(4, 3), script(at(4, 11), "./app.js")));
    assertThat(step("reload: app"))
        .isEqualTo(new Step.Reload(at(4, 3), script(at(1, 1), "app.js")));
    assertThat(step("reload: http://127.0.0.1:3000"))
        .isEqualTo(
            new Step.Reload(
                at(4, 3), new AppSource.Remote(at(4, 11), URI.create("http://127.0.0.1:3000"))));
  }

  @Test
  void theChangeStreamIsCutAndTheDatabaseStoppedAndStarted() throws Exception {
    assertThat(step("cut: change stream")).isEqualTo(new Step.Cut(at(4, 3)));
    assertThat(step("conflict: transaction")).isEqualTo(new Step.Conflict(at(4, 3)));
    assertThat(step("stop: database")).isEqualTo(new Step.Stop(at(4, 3)));
    assertThat(step("start: database")).isEqualTo(new Step.Start(at(4, 3)));
  }

  @Test
  void aStepIsReadAsItIsDoneByHand() throws Exception {
    Scenario scenario = new ScenarioFolder(folder).readSteps("- say: Hello");
    assertThat(ScenarioReader.readStep("click: +, in: bob", scenario, Set.of("bob")))
        .isEqualTo(new Step.Click(new Place("by hand", 1, 1), "bob", new Target("+", null, 1)));
    assertThat(ScenarioReader.readStep("reload: app", scenario, Set.of()))
        .isEqualTo(new Step.Reload(new Place("by hand", 1, 1), scenario.app()));
    assertThatThrownBy(() -> ScenarioReader.readStep("click: +, in: al", scenario, Set.of("ali")))
        .hasMessage("by hand:1:16: no session al was opened, only ali; did you mean `ali`?");
  }

  @Test
  void aStepIsLeftAtAnEventAndTheOrderChanged() throws Exception {
    assertThat(step("{begin: {wait: 2 s}, until: 9007199254740993}"))
        .isEqualTo(
            new Step.Begin(
                at(4, 3), new Step.Wait(at(4, 11), Duration.ofSeconds(2)), 9007199254740993L));
    assertThat(step("shuffle: -7")).isEqualTo(new Step.Shuffle(at(4, 3), -7));
  }

  @Test
  void theAppIsMadeToFailAndToBeSlowUntilItIsHealed() throws Exception {
    assertThat(step("{fail: view counter, with: broken}"))
        .isEqualTo(new Step.Fail(at(4, 3), AppFaults.Kind.VIEW, "counter", "broken"));
    assertThat(step("fail: listeners"))
        .isEqualTo(
            new Step.Fail(at(4, 3), AppFaults.Kind.LISTENER, null, "out of order, as planned"));
    assertThat(step("{slow: manifest, by: 3 s}"))
        .isEqualTo(new Step.Slow(at(4, 3), AppFaults.Kind.MANIFEST, null, Duration.ofSeconds(3)));
    assertThat(step("{slow: listener add, by: 3 s}"))
        .isEqualTo(new Step.Slow(at(4, 3), AppFaults.Kind.LISTENER, "add", Duration.ofSeconds(3)));
    assertThat(step("heal: app")).isEqualTo(new Step.Heal(at(4, 3)));
  }

  @Test
  void aUiIsExpectedToHaveTextsAndToLackSomeAndToBeSoAtAPlace() throws Exception {
    assertThat(expectations("{ui: {alice: [Hello, 2]}}"))
        .containsExactly(
            new Expectation.Ui(
                at(4, 17),
                "alice",
                ImmutableList.of("Hello", "2"),
                ImmutableList.of(),
                ImmutableMap.of()));
    assertThat(expectations("{ui: {alice: {texts: [a], lacks: [b], at: {/root/value: 1}}}}"))
        .containsExactly(
            new Expectation.Ui(
                at(4, 17),
                "alice",
                ImmutableList.of("a"),
                ImmutableList.of("b"),
                ImmutableMap.of(JsonPointer.compile("/root/value"), json("1"))));
  }

  @Test
  void patchesAreExpectedByNumberOrByOperation() throws Exception {
    assertThat(expectations("{patches: {alice: none}}"))
        .containsExactly(new Expectation.PatchCount(at(4, 22), "alice", 0));
    assertThat(expectations("{patches: {alice: 2}}"))
        .containsExactly(new Expectation.PatchCount(at(4, 22), "alice", 2));
    assertThat(
            expectations(
                "{patches: {alice: [{op: replace, path: /a, value: 1}, {op: move, path: /b, from:"
                    + " /c}, {op: add, path: /d}]}}"))
        .containsExactly(
            new Expectation.Patches(
                at(4, 22),
                "alice",
                ImmutableList.of(
                    new Expectation.Operation("replace", "/a", null, json("1")),
                    new Expectation.Operation("move", "/b", "/c", null),
                    new Expectation.Operation("add", "/d", null, null))));
  }

  @Test
  void processesAndGroupsAndMessagesAreCounted() throws Exception {
    assertThat(expectations("{tree: {W: 3, MS: none, CS: some}}"))
        .containsExactly(
            new Expectation.Tree(at(4, 19), "W", Range.singleton(3)),
            new Expectation.Tree(at(4, 25), "MS", Range.singleton(0)),
            new Expectation.Tree(at(4, 35), "CS", Range.atLeast(1)));
    assertThat(expectations("{groups: {\"{q, alice}\": 2, \"{scm, env}\": 1}}"))
        .containsExactly(
            new Expectation.Group(at(4, 21), "q", "alice", Range.singleton(2)),
            new Expectation.Group(at(4, 38), "scm", null, Range.singleton(1)));
    assertThat(
            expectations("{messages: [{from: CS, to: SCM, type: Change, count: 1}, {count: 9}]}"))
        .containsExactly(
            new Expectation.Messages(at(4, 23), "CS", "SCM", "Change", Range.singleton(1)),
            new Expectation.Messages(at(4, 68), null, null, null, Range.singleton(9)));
  }

  @Test
  void viewsDocumentsErrorsAndSessionsAreExpected() throws Exception {
    assertThat(expectations("{views: [a, b]}"))
        .containsExactly(new Expectation.Views(at(4, 19), ImmutableList.of("a", "b")));
    assertThat(expectations("{views: none}"))
        .containsExactly(new Expectation.Views(at(4, 19), ImmutableList.of()));
    assertThat(expectations("{database: {items: [{n: 1}], drafts: none}}"))
        .containsExactly(
            new Expectation.Documents(at(4, 23), "items", ImmutableList.of(json("{'n':1}"))),
            new Expectation.Documents(at(4, 40), "drafts", ImmutableList.of()));
    assertThat(expectations("{errors: {alice: [{reason: error_500}, {message: no}]}}"))
        .containsExactly(
            new Expectation.Errors(
                at(4, 21),
                "alice",
                ImmutableList.of(
                    new Expectation.Problem("error_500", null),
                    new Expectation.Problem(null, "no"))));
    assertThat(expectations("{sessions: {alice: closed}}"))
        .containsExactly(new Expectation.Sessions(at(4, 23), "alice", false));
  }

  @Test
  void numbersKeepTheirKindAndTextsTheirForm() throws Exception {
    assertThat(
            step(
                "{insert: {a: 1, b: 1.0, c: 9007199254740993, d: \"1\", e: true, f: null, g: 1e3,"
                    + " h: [{}]}, into: items}"))
        .isEqualTo(
            new Step.Insert(
                at(4, 3),
                "items",
                json(
                    "{'a':1,'b':1.0,'c':9007199254740993,'d':'1','e':true,'f':null,'g':1000.0,"
                        + "'h':[{}]}")));
    assertThat(step("say: 1.10")).isEqualTo(new Step.Say(at(4, 3), "1.10"));
  }
}
