package dev.espalier.scenario.play;

import static dev.espalier.scenario.play.Rehearsal.click;
import static dev.espalier.scenario.play.Rehearsal.close;
import static dev.espalier.scenario.play.Rehearsal.insert;
import static dev.espalier.scenario.play.Rehearsal.kill;
import static dev.espalier.scenario.play.Rehearsal.open;
import static java.util.Objects.requireNonNull;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

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

  /** Something or other that a person might do. */
  private static Step somethingByHand(Play play, Random random) {
    List<String> sessions = new ArrayList<>(play.uis().keySet());
    int what = sessions.isEmpty() ? 0 : random.nextInt(12);
    String somebody = sessions.isEmpty() ? "" : sessions.get(random.nextInt(sessions.size()));
    return switch (what) {
      case 0 -> open("user" + play.played().size());
      case 1 -> close(somebody);
      case 2 -> insert("counter", "{'user': 'nobody', 'count': 1, 'text': 'x', 'done': false}");
      case 3 -> new Step.Fail(Place.BY_HAND, AppFaults.Kind.LISTENER, null, "out: of order");
      case 4 -> new Step.Fail(Place.BY_HAND, AppFaults.Kind.VIEW, null, "broken\nat line 1");
      case 5 -> new Step.Heal(Place.BY_HAND);
      case 6 ->
          kill(List.of("Q", "W", "SCM", "CS", "MS", "UIBuilder").get(random.nextInt(6)), null);
      case 7 -> new Step.Wait(Place.BY_HAND, Duration.ofSeconds(6));
      case 8 -> new Step.Shuffle(Place.BY_HAND, random.nextInt());
      default -> gesture(play, somebody, random);
    };
  }

  private static Step gesture(Play play, String session, Random random) {
    JsonNode ui = requireNonNull(play.uis().get(session));
    List<Step> steps = new ArrayList<>();
    for (Component component : Component.all(ui)) {
      for (String key : List.of("onPressed", "onChanged", "onSubmitted")) {
        JsonNode event = Rehearsal.json(key.equals("onPressed") ? "{}" : "{'value': 'Tea'}");
        new Gesture(session, component.at().toString(), key, event)
            .step(ui, play.listeners(session))
            .ifPresent(steps::add);
      }
    }
    return steps.get(random.nextInt(steps.size()));
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
            play.play(somethingByHand(play, random));
          }
        }
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
