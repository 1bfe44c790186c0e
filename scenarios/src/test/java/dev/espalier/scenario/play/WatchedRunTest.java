package dev.espalier.scenario.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.invariant.Violation;
import dev.espalier.scenario.story.Palette;
import dev.espalier.scenario.story.Story;
import dev.espalier.scenario.story.Wording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What invariants find in runs, whose apps do what no app may. */
class WatchedRunTest {
  /** Its view is no function of its data: it counts how often it was drawn. */
  private static final String FORGETFUL =
      """
      let drawn = 0;
      export const manifest = {
        lenra: { routes: [{ path: '/', view: { _type: 'view', name: 'main' } }] },
      };
      export const views = { main: () => ({ _type: 'text', value: `Drawn ${++drawn} times` }) };
      export const listeners = {};
      """;

  @TempDir Path folder;

  private Play played(String app, String scenario) throws Exception {
    Files.writeString(folder.resolve("app.js"), app);
    return played(scenario);
  }

  private Play played(String scenario) throws Exception {
    Files.writeString(folder.resolve("scenario.yaml"), scenario);
    Play play = Play.begin(ScenarioReader.read(folder), PlaySettings.DEFAULT, _ -> {});
    while (!play.isOver()) {
      play.next();
    }
    return play;
  }

  private static List<String> broken(Play play) {
    return play.played().stream()
        .flatMap(step -> play.violations(step).stream())
        .map(Violation::invariant)
        .toList();
  }

  @Test
  void aBrokenInvariantFailsTheStepAndIsToldWithItsName() throws Exception {
    try (Play play = played(FORGETFUL, "title: T\nsteps:\n- open: alice\n- say: Never.")) {
      assertThat(play.hasFailed()).isTrue();
      PlayedStep step = Iterables.getOnlyElement(play.played());
      assertThat(broken(play)).contains("converged");
      Story story = new Story(new Wording(play.users(), 200), Palette.PLAIN, false);
      assertThat(story.step(step, play.episode(step)))
          .contains(
              "scenario.yaml:3:3: the invariant converged: the UI of alice at /root/value",
              "expected  \"Drawn 2 times\", as one built from the database",
              "actual    \"Drawn 1 times\"");
    }
  }

  @Test
  void aScenarioCanDoWithoutSome() throws Exception {
    try (Play play =
        played(FORGETFUL, "title: T\nwithout: [converged, glitch-free]\nsteps:\n- open: alice")) {
      assertThat(play.hasFailed()).isFalse();
    }
  }

  private static String transfer(String invariant) {
    return "title: T\napp: %s\ninvariants:\n- %s\nsteps:\n- open: alice\n- {click: Pay 10, in: alice}"
        .formatted(Path.of("library", "transfer", "app.js").toAbsolutePath(), invariant);
  }

  @Test
  void whatAnAuthorSaysOfUisIsHeldAgainstEachOfThem() throws Exception {
    try (Play play = played(transfer("{name: Ada stays rich, ui: {alice: [\"Ada: 100\"]}}"))) {
      assertThat(play.played()).hasSize(2);
      Violation violation = Iterables.getOnlyElement(play.violations(play.played().getLast()));
      assertThat(violation.text())
          .startsWith(
              "Ada stays rich: the UI of alice has to be \"Ada: 100\", not \"Ada: 90\", \"Ben:"
                  + " 60\"");
    }
  }

  @Test
  void andWhatIsSaidOfDocumentsAgainstWhatThereIsAfterEachChange() throws Exception {
    try (Play play =
        played(
            transfer(
                "{name: All have enough, database: {accounts: {where: {amount: {$lt: 60}}, count:"
                    + " at most 1}, notices: {where: {user: \"@alice\", text: Paid 10}, count:"
                    + " none}}}"))) {
      assertThat(play.played()).hasSize(2);
      assertThat(broken(play)).containsExactly("All have enough");
      assertThat(play.violations(play.played().getLast()).getFirst())
          .matches(violation -> violation.what().startsWith("the documents of notices with"))
          .matches(violation -> violation.expected().equals("no"));
    }
  }

  @Test
  void whatWasDoneByHandIsWatchedToo() throws Exception {
    try (Play play = played(transfer("{name: Ada stays rich, ui: {alice: [\"Ada: 90\"]}}"))) {
      PlayedStep step = play.play(Rehearsal.click("alice", "Pay 10", null));
      assertThat(step.outcome()).isInstanceOf(Outcome.Unmet.class);
    }
  }

  @Test
  void theMeterReadsWhatAWriteCost() throws Exception {
    Scenario scenario = Rehearsal.library("counter");
    try (Play play = Rehearsal.begin(scenario)) {
      ImmutableList.Builder<Meter> meters = ImmutableList.builder();
      while (!play.isOver()) {
        PlayedStep step = play.next();
        if (step.step() instanceof dev.espalier.scenario.Step.Click
            || step.step() instanceof dev.espalier.scenario.Step.Insert) {
          meters.add(play.episode(step).meter());
        }
      }
      assertThat(meters.build())
          .containsExactly(
              new Meter(1, 2, 3, 1, 1, 1, 2, 186, 186),
              new Meter(1, 2, 3, 1, 1, 1, 1, 94, 94),
              new Meter(1, 2, 3, 0, 0, 0, 0, 0, 0));
    }
  }
}
