package dev.espalier.scenario.play;

import static dev.espalier.scenario.play.Rehearsal.click;
import static dev.espalier.scenario.play.Rehearsal.open;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.Step;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppReloadTest {
  private static final String COMMON = "The common counter: 0";

  @TempDir Path folder;

  private static Step reload(String script) {
    return new Step.Reload(
        Place.BY_HAND, new AppSource.Script(Place.BY_HAND, Path.of("app-2.js"), script));
  }

  private static String counter() throws Exception {
    return Files.readString(Path.of("library/counter/app.js"));
  }

  @Test
  void aScenarioReplacesItsAppAndAllDataAndSessionsStay() throws Exception {
    Files.writeString(
        folder.resolve("app-2.js"), counter().replace("The common counter", "Our counter"));
    String steps =
        """
        - open: alice
        - click: "+"
          below: "The common counter: 0"
          in: alice
        - reload: app-2.js
        - expect:
            ui: {alice: ["My personal counter: 0", "Our counter: 1"]}
            patches: {alice: 1}
        - reload: app
        - expect: {ui: {alice: ["The common counter: 1"]}}
        """;
    try (Play play = Rehearsal.begin(Rehearsal.of(folder, "counter", steps))) {
      Rehearsal.next(play, 6);
    }
  }

  @Test
  void anAppThatCannotBeUsedIsNotTakenAndTheOldOneStays() throws Exception {
    try (Play play = Rehearsal.begin(Rehearsal.of(folder, "counter", "- open: alice\n"))) {
      play.next();
      assertThat(play.play(reload("export const manifest = {;")).outcome())
          .isInstanceOfSatisfying(
              Outcome.Impossible.class,
              impossible -> assertThat(impossible.why()).startsWith("app-2.js:1: SyntaxError"));
      assertThat(play.play(reload("export const manifest = 'none';")).outcome())
          .isInstanceOf(Outcome.Impossible.class);
      URI url = URI.create("http://127.0.0.1:1");
      assertThat(
              play.play(new Step.Reload(Place.BY_HAND, new AppSource.Remote(Place.BY_HAND, url)))
                  .outcome())
          .isInstanceOf(Outcome.Impossible.class);
      assertThat(play.play(click("alice", "+", COMMON)).outcome()).isEqualTo(new Outcome.Done());
      assertThat(Rehearsal.texts(play, "alice")).contains("The common counter: 1");
    }
  }

  @Test
  void aScenarioIsPlayedWithItsAppAsItWasWhenItWasRead() throws Exception {
    Path script = folder.resolve("app.js");
    Files.writeString(script, counter());
    Files.writeString(folder.resolve("scenario.yaml"), "title: T\nsteps: [{open: alice}]");
    Scenario scenario = ScenarioReader.read(folder);
    Files.writeString(script, "export const manifest = {;");
    try (Play play = Rehearsal.begin(scenario)) {
      Rehearsal.next(play, 1);
      assertThat(play.play(open("bob")).outcome()).isEqualTo(new Outcome.Done());
      assertThat(Rehearsal.texts(play, "bob")).contains(COMMON);
    }
  }

  @Test
  void aRunIsForkedAcrossAReload() throws Exception {
    Scenario scenario = Rehearsal.of(folder, "counter", "- open: alice\n");
    try (Play play = Rehearsal.begin(scenario)) {
      play.next();
      PlayedStep reloaded = play.play(reload(counter().replace("The common", "Our")));
      play.play(click("alice", "+", "Our counter: 0"));
      Fork fork =
          Fork.of(play.course(), play.played(), reloaded.after() - 3, click("alice", "+", null));
      try (Play again = Play.begin(fork.course(), PlaySettings.DEFAULT, _ -> {})) {
        Rehearsal.next(again, 4);
        assertThat(Rehearsal.recorded(again).subList(0, (int) again.played().get(1).after()))
            .isEqualTo(Rehearsal.recorded(play).subList(0, (int) again.played().get(1).after()));
        assertThat(Rehearsal.texts(again, "alice"))
            .contains("My personal counter: 1", "Our counter: 1");
      }
    }
  }
}
