package dev.espalier.scenario.play;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Step.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tests play: scenarios and steps, made in few words. */
final class Rehearsal {
  /** The scenarios of the library. */
  static final List<String> LIBRARY = List.of("counter", "todo", "crash", "transfer", "idle");

  private Rehearsal() {}

  static Scenario library(String name) throws ScenarioException {
    return ScenarioReader.read(Path.of("library", name));
  }

  /** A scenario of these steps, each on a line, with an app of the library. */
  static Scenario of(Path folder, String app, String steps) throws ScenarioException, IOException {
    Path file = folder.resolve("scenario.yaml");
    Path script = Path.of("library", app, "app.js").toAbsolutePath();
    Files.writeString(file, "title: Test\napp: %s\nsteps:\n%s".formatted(script, steps));
    return ScenarioReader.read(file);
  }

  static Play begin(Scenario scenario) throws PlayException {
    return begin(scenario, PlaySettings.DEFAULT);
  }

  static Play begin(Scenario scenario, PlaySettings settings) throws PlayException {
    return Play.begin(scenario, settings, _ -> {});
  }

  /** Plays the scenario's next steps, which are to be done. */
  static void next(Play play, int steps) {
    for (int i = 0; i < steps; i++) {
      PlayedStep step = play.next();
      assertThat(step.outcome()).as("%s", step).isEqualTo(new Outcome.Done());
    }
  }

  static List<String> recorded(Play play) throws IOException {
    StringBuilder recording = new StringBuilder();
    play.recording().write(recording);
    return recording.toString().lines().toList();
  }

  static List<String> texts(Play play, String session) {
    return Component.texts(requireNonNull(play.uis().get(session)));
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  static Step open(String session) {
    return new Step.Open(Place.BY_HAND, session, session, "/", json("{}"));
  }

  static Step close(String session) {
    return new Step.Close(Place.BY_HAND, session);
  }

  static Step click(String session, String text, @Nullable String below) {
    return new Step.Click(Place.BY_HAND, session, new Target(text, below, 1));
  }

  static Step insert(String collection, String document) {
    return new Step.Insert(Place.BY_HAND, collection, json(document));
  }

  static Step kill(String kind, @Nullable String session) {
    return new Step.Kill(Place.BY_HAND, new Step.Victim(kind, session, null, 1), null);
  }
}
