package dev.espalier.scenario.play;

import static dev.espalier.scenario.play.Rehearsal.click;
import static dev.espalier.scenario.play.Rehearsal.kill;
import static dev.espalier.scenario.play.Rehearsal.open;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espalier.app.AppFaults;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.ScenarioWriter;
import dev.espalier.scenario.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that were saved go again as they went. */
class SavedRunTest {
  @TempDir Path folder;

  /**
   * Saves a run, reads it and plays it: all is as expected, and the UIs and documents are the same.
   */
  private Scenario saved(Play play) throws Exception {
    Path file = folder.resolve("saved.yaml");
    ScenarioWriter.save(SavedRun.of(play, "Saved"), file);
    Scenario saved = ScenarioReader.read(file);
    try (Play again = Rehearsal.begin(saved)) {
      while (!again.isOver()) {
        PlayedStep step = again.next();
        assertThat(step.outcome())
            .as("%s in %s", step, Files.readString(file))
            .isEqualTo(new Outcome.Done());
      }
      assertThat(again.uis()).isEqualTo(play.uis());
      assertThat(again.documents()).isEqualTo(play.documents());
    }
    return saved;
  }

  private static String written(Scenario scenario) {
    String text = ScenarioWriter.write(scenario);
    return text.substring(text.indexOf("steps:"));
  }

  @Test
  void aRunIsSavedWithWhatWasDoneByHandAndWhatEverybodySeesInTheEnd() throws Exception {
    Scenario scenario =
        Rehearsal.of(
            folder,
            "counter",
            "- open: alice\n- expect: {ui: {alice: [\"no such text\"]}}\n- open: bob\n");
    try (Play play = Rehearsal.begin(scenario)) {
      play.next();
      play.play(click("alice", "+", "The common counter: 0"));
      play.play(click("alice", "-", null));
      play.next();
      play.play(new Step.Fail(Place.BY_HAND, AppFaults.Kind.LISTENER, "increment", "broken"));
      play.play(click("alice", "+", "The common counter: 1"));
      play.play(kill("Q", "alice"));
      play.next();
      assertThat(written(saved(play)))
          .isEqualTo(
              """
              steps:
                - open: alice
                - {click: +, below: "The common counter: 0", in: alice}
                - {fail: listener increment, with: broken}
                - {click: +, below: "The common counter: 1", in: alice}
                - expect: {errors: {alice: [{reason: error_500, message: "listener increment: broken"}]}}
                - {kill: Q, of: alice}
                - open: bob
                - expect:
                    ui:
                      alice: ["My personal counter: 0", +, "The common counter: 1", +]
                      bob: ["My personal counter: 0", +, "The common counter: 1", +]
              """);
    }
  }

  @Test
  void appsThatWereReplacedAreSavedToo() throws Exception {
    Scenario scenario = Rehearsal.of(folder, "counter", "- open: alice\n");
    String other = ((AppSource.Script) scenario.app()).text().replace("The common", "Our");
    try (Play play = Rehearsal.begin(scenario)) {
      play.next();
      Path path = folder.resolve("app.js");
      play.play(
          new Step.Reload(Place.BY_HAND, new AppSource.Script(Place.BY_HAND, path, "export {;")));
      play.play(new Step.Reload(Place.BY_HAND, new AppSource.Script(Place.BY_HAND, path, other)));
      play.play(click("alice", "+", "Our counter: 0"));
      saved(play);
      assertThat(path).hasContent(other);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "transfer", "idle"})
  void whateverIsDoneTheSavedScenarioPlaysGreen(String name) throws Exception {
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      try (Play play = Rehearsal.begin(Rehearsal.library(name))) {
        for (int i = 0; i < 25; i++) {
          if (!play.isOver() && random.nextInt(2) == 0) {
            play.next();
          } else {
            play.play(Hands.anything(play, random));
          }
        }
        play.play(new Step.Start(Place.BY_HAND)); // if it is stopped
        saved(play);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "crash"})
  void aForkThatIsSavedPlaysGreen(String name) throws Exception {
    Scenario scenario = Rehearsal.library(name);
    ImmutableList<PlayedStep> played;
    Course course;
    long events;
    try (Play play = Rehearsal.begin(scenario)) {
      while (!play.isOver()) {
        play.next();
      }
      played = play.played();
      course = play.course();
      events = play.recording().size();
    }
    for (int part = 1; part < 5; part++) {
      Fork fork = Fork.of(course, played, events * part / 5, open("zoe"));
      try (Play play = Play.begin(fork.course(), PlaySettings.DEFAULT, _ -> {})) {
        for (int i = 0; i < fork.course().scenario().steps().size(); i++) {
          play.next();
        }
        saved(play);
      }
    }
  }
}
