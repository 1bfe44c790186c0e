package dev.espalier.scenario.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.MoreCollectors;
import dev.espalier.environment.ChangeStream;
import dev.espalier.environment.MongoSession;
import dev.espalier.environment.QueryKey;
import dev.espalier.environment.QueryResult;
import dev.espalier.environment.QueryServer;
import dev.espalier.environment.WidgetServer;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.otp.Signal;
import dev.espalier.otp.Supervision;
import dev.espalier.query.Filter;
import dev.espalier.query.Projection;
import dev.espalier.scenario.Vocabulary;
import dev.espalier.session.ToClient;
import dev.espalier.ui.Dialect;
import dev.espalier.ui.JsonPatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;

/** Each invariant is broken once, and says so. */
class InvariantsTest {
  private static final Pid SUPERVISOR = new Pid(3);

  private static Invariant named(String name) {
    return Invariants.ALL.stream()
        .filter(each -> each.name().equals(name))
        .collect(MoreCollectors.onlyElement());
  }

  private static List<String> broken(String invariant, Doctored run) {
    return named(invariant).violations(run.stretch()).stream().map(Violation::text).toList();
  }

  private static void assertNothingIsBroken(Doctored run) {
    assertThat(Invariants.ALL)
        .allSatisfy(invariant -> assertThat(invariant.violations(run.stretch())).isEmpty());
  }

  @Test
  void scenariosKnowAllOfThemByName() {
    assertThat(Invariants.ALL.stream().map(Invariant::name))
        .containsExactlyElementsOf(Vocabulary.INVARIANTS.words());
  }

  @Test
  void aRunInOrderBreaksNone() {
    Doctored run = Doctored.begin();
    long first = run.comes("items {_id: 1}");
    run.patched(first, "{'items': 1, 'notes': 0}");
    long second = run.comes("items {_id: 2}", "notes {_id: 1}");
    run.patched(second, "{'items': 2, 'notes': 1}");
    assertNothingIsBroken(run);
  }

  @Test
  void aClientThatWasToldTooLittleHasNotConverged() {
    Doctored run = Doctored.begin();
    run.comes("items {_id: 1}");
    assertThat(broken("converged", run))
        .containsExactly(
            "converged: the UI of alice at /items has to be 1, as one built from the database, not"
                + " 0 (event 1)");
  }

  @Test
  void aUiWithHalfAChangeIsAGlitch() {
    Doctored run = Doctored.begin();
    long both = run.comes("items {_id: 1}", "notes {_id: 1}");
    run.patched(both, "{'items': 1, 'notes': 0}");
    run.patched(both, "{'items': 1, 'notes': 1}");
    assertThat(broken("glitch-free", run))
        .containsExactly(
            "glitch-free: a UI that alice was sent has to be that of one moment of the database;"
                + " the most alike has 1 at /notes, not 0 (event 2)");
    assertThat(broken("converged", run)).isEmpty();
  }

  @Test
  void aPatchThatBringsBackAnEarlierUiIsOutOfOrder() {
    Doctored run = Doctored.begin();
    long first = run.comes("items {_id: 1}");
    long second = run.comes("items {_id: 2}");
    run.patched(second, "{'items': 2, 'notes': 0}");
    run.patched(first, "{'items': 1, 'notes': 0}");
    assertThat(broken("in-order", run))
        .containsExactly(
            "in-order: a patch that alice got has to be one that leads to the UI of the change it"
                + " was sent for, or a later one, not one that leads to an earlier UI (event 4)");
  }

  @Test
  void soIsOneThatIsOlderThanTheChangeItWasSentFor() {
    Doctored run = Doctored.begin();
    run.comes("items {_id: 1}");
    long second = run.comes("items {_id: 2}");
    run.patched(second, "{'items': 1, 'notes': 0}");
    assertThat(broken("in-order", run)).hasSize(1);
    assertThat(broken("glitch-free", run)).isEmpty();
  }

  @Test
  void aPatchThatDoesNotFitIsOutOfOrderToo() throws Exception {
    Doctored run = Doctored.begin();
    run.receives(
        0,
        new ToClient.PatchUi(
            JsonPatch.between(
                Doctored.json("{'list': [1, 2]}"), Doctored.json("{'list': [1, 3]}"))));
    assertThat(broken("in-order", run))
        .containsExactly(
            "in-order: a patch that alice got has to be one that fits the UI before it, not one"
                + " that cannot be applied to it (event 1)");
  }

  @Test
  void aPatchThatChangesNothingIsNoise() {
    Doctored run = Doctored.begin();
    run.patched(0, "{'items': 0, 'notes': 0}");
    assertThat(broken("no-noise", run))
        .containsExactly(
            "no-noise: a patch that alice got has to be one that changes something, not one that"
                + " leaves the UI as it was (event 1)");
  }

  @Test
  void aViewAskedForBecauseOfAChangeThatIsNoneToTheSessionIsNoise() {
    Doctored run = Doctored.begin();
    long elsewhere = run.comes("elsewhere {_id: 1}");
    fetches(run, elsewhere);
    assertThat(broken("no-noise", run))
        .containsExactly(
            "no-noise: what a change made of the UI of alice has to be nothing, as it is none to"
                + " any of its views, not built anew (event 1)");
    Doctored concerned = Doctored.begin();
    fetches(concerned, concerned.comes("items {_id: 1}"));
    assertThat(broken("no-noise", concerned)).isEmpty();
  }

  @Test
  void whereTheLastUiCouldNotBeBuiltAnyChangeIsAReasonToTryAgain() {
    Doctored run = Doctored.beginAfterAFailure();
    fetches(run, run.comes("elsewhere {_id: 1}"));
    assertThat(broken("no-noise", run)).isEmpty();
  }

  private static void fetches(Doctored run, long cause) {
    run.happens(
        cause,
        new ProcessEvent.Sent(
            new Pid(9),
            new Pid(8),
            ProcessEvent.Kind.CALL,
            new WidgetServer.FetchView("alice", new BsonTimestamp(1, 1), Dialect.ROUTE)));
  }

  @Test
  void aDocumentThatTheChangeStreamDidNotTellOfIsLost() {
    Doctored run = Doctored.begin();
    long first = run.comes("items {_id: 1}");
    run.patched(first, "{'items': 1, 'notes': 0}");
    run.holds(Snapshot.of(Map.of("items", documents("{_id: 1}", "{_id: 2}"))));
    run.lives(
        process(
            Doctored.CS,
            "CS",
            new ChangeStream.State(new Signal.Monitor(1), new BsonTimestamp(1, 1), true)),
        Doctored.BEGUN);
    assertThat(broken("nothing-lost", run))
        .containsExactly(
            "nothing-lost: what the change stream told of items has to be {\"_id\":1}\n"
                + "{\"_id\":2}, not {\"_id\":1} (event 2)");
  }

  private static List<BsonDocument> documents(String... written) {
    return List.of(written).stream().map(BsonDocument::parse).toList();
  }

  private static ProcessInfo process(Pid pid, String kind, Object state, Pid... monitors) {
    return new ProcessInfo(
        pid, kind, null, null, List.of(), List.of(), List.of(monitors), 0, false, state);
  }

  @Test
  void aQueryThatNoViewUsesIsAnOrphan() throws Exception {
    Doctored run = Doctored.begin();
    QueryKey query = new QueryKey("items", Filter.parse(new BsonDocument()));
    Projection whole = Projection.parse(new BsonDocument());
    QueryResult none = QueryResult.read(new BsonTimestamp(0), List.of());
    run.lives(
        process(
            new Pid(7),
            "Q",
            new QueryServer.State(
                query, none, ImmutableMap.of(new Pid(6), whole), ImmutableMap.of())),
        Doctored.BEGUN);
    assertThat(broken("no-orphans", run))
        .containsExactly(
            "no-orphans: the reason of Q <7> to live has to be a W that uses it, not none (event"
                + " 0)");
  }

  @Test
  void aViewThatNoUiShowsIsOneOnceItsIdleLimitHasPassed() {
    Doctored run = Doctored.begin();
    Stretch stretch = run.stretch();
    WidgetServer.State unseen =
        new WidgetServer.State(
            stretch
                .app()
                .draw(Doctored.ALICE, Snapshot.EMPTY)
                .orElseThrow()
                .views()
                .asList()
                .get(0),
            null,
            false,
            ImmutableMap.of());
    run.lives(process(new Pid(7), "W", unseen), Doctored.BEGUN);
    run.passes(Duration.ofMinutes(10));
    assertThat(broken("no-orphans", run)).isEmpty();
    run.passes(Duration.ofMinutes(1));
    assertThat(broken("no-orphans", run))
        .containsExactly(
            "no-orphans: the reason of W <7> to live has to be a UIBuilder that shows it, or an"
                + " end after its idle limit, not neither (event 0)");
  }

  @Test
  void aMongoSessionWithoutItsListenerIsOne() {
    Doctored run = Doctored.begin();
    run.lives(
        process(
            new Pid(7),
            "MS",
            new MongoSession.State(com.google.common.collect.ImmutableList.of()),
            new Pid(99)),
        Doctored.BEGUN);
    assertThat(broken("no-orphans", run))
        .containsExactly(
            "no-orphans: the reason of MS <7> to live has to be a listener that runs, not none"
                + " (event 0)");
  }

  @Test
  void aMemberOfTheGroupOfASessionThatIsGoneIsOne() {
    Doctored run = Doctored.begin();
    run.lives(
        new ProcessInfo(
            new Pid(7),
            "W",
            new Name("W", "env main"),
            null,
            List.of(new Group("w", "bob")),
            List.of(),
            List.of(),
            0,
            false,
            "any"),
        Doctored.BEGUN);
    assertThat(broken("no-orphans", run))
        .containsExactly(
            "no-orphans: the reason of W env main <7> to live has to be a session for its group"
                + " {w, bob}, not none (event 0)");
  }

  @Test
  void aSupervisorRestartsChildrenNoOftenerThanItsIntensityAllows() {
    Doctored run = Doctored.begin();
    for (int restart = 0; restart < 3; restart++) {
      run.happens(0, restarted());
      run.passes(Duration.ofSeconds(1));
    }
    assertThat(broken("restart-bounds", run)).isEmpty();
    run.happens(0, restarted());
    assertThat(broken("restart-bounds", run))
        .containsExactly(
            "restart-bounds: how often supervisor <3> started children again has to be at most 3"
                + " times within 5 s, not 4 (event 4)");
  }

  private static ProcessEvent restarted() {
    return new ProcessEvent.Noted(
        SUPERVISOR, new Supervision.Restarted("CS", ExitReason.failure("broken")));
  }

  @Test
  void itGivesUpOnlyWhereProcessesWereKilled() {
    Doctored run = Doctored.begin();
    run.happens(
        0,
        new ProcessEvent.Noted(
            SUPERVISOR, new Supervision.GaveUp("CS", ExitReason.failure("broken"))));
    assertThat(broken("restart-bounds", run))
        .containsExactly(
            "restart-bounds: supervisor <3> has to be going on, as nobody killed any process, not"
                + " giving up: CS broken (event 1)");
    run.happens(0, new ProcessEvent.Exited(new Pid(5), ExitReason.killed()));
    assertThat(broken("restart-bounds", run)).isEmpty();
  }

  @Test
  void whileAProcessIsSuspendedNothingHasToHaveConverged() {
    Doctored run = Doctored.begin();
    run.comes("items {_id: 1}");
    run.lives(
        new ProcessInfo(
            new Pid(7), "SCM", null, null, List.of(), List.of(), List.of(), 0, true, "any"),
        Instant.EPOCH);
    assertThat(broken("converged", run)).isEmpty();
  }
}
