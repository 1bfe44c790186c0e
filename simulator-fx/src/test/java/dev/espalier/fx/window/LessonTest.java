package dev.espalier.fx.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.opening.Opened;
import dev.espalier.scenario.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A learner foretells what happens. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test by TestFX
class LessonTest {
  private static final String LESSON =
      """
      title: Who is told
      app: APP
      steps:
        - open: alice
        - open: bob
        - say: These two keep an eye on changes.
          point: [SCM]
        - ask: Who gets a patch?
          when: {click: +, in: alice, below: "The common counter: 0"}
          choices:
            only Alice: {patches: {alice: 1, bob: none}}
            both of them: {patches: {alice: 1, bob: 1}}
          because: Both show the document that changed.
        - ask: And now?
          when: {click: +, in: alice, below: "My personal counter: 0"}
          choices:
            Alice alone: {patches: {alice: 1, bob: none}}
            everybody: {patches: {alice: 1, bob: 1}}
        - expect: {ui: {bob: ["My personal counter: 0", "The common counter: 1"]}}
      """;

  @TempDir static Path folder;
  private Person person;

  @Start
  void open(Stage stage) throws IOException {
    Path app = Person.LIBRARY.resolve("counter").resolve("app.js").toAbsolutePath();
    Files.writeString(folder.resolve("scenario.yaml"), LESSON.replace("APP", app.toString()));
    person = new Person(stage, Opened.of(folder));
  }

  @AfterEach
  void leave() throws Exception {
    person.leaves();
  }

  private boolean shows(String text) {
    return person.robot().lookup(text).tryQuery().isPresent();
  }

  @Test
  void itWaitsForAnAnswerAndGradesItAgainstWhatHappens() throws Exception {
    person.robot().interact(() -> person.viewing().move(player -> player.withSpeed(100).play()));
    person.waitsUntil(() -> shows("both of them"));
    assertThat(person.sees(() -> person.viewing().pointed()))
        .containsExactly(new Step.Pointed("SCM", null));
    assertThat(person.sees(() -> person.viewing().timeline().steps())).hasSize(3);

    person.clicks("only Alice");
    person.waitsUntil(() -> shows("✗ you said: only Alice"));
    assertThat(shows("✓ both of them")).isTrue();
    assertThat(shows("Both show the document that changed.")).isTrue();

    person.waitsUntil(() -> shows("Alice alone"));
    person.clicks("Alice alone");
    person.waitsUntil(() -> shows("✓ Alice alone – as you said"));
  }

  @Test
  void whoeverStepsOnIsNotAsked() throws Exception {
    person.playsToTheEnd();

    assertThat(person.sees(() -> person.viewing().timeline().steps())).hasSize(6);
    assertThat(shows("✓ both of them")).isTrue();
    assertThat(shows("Show me")).isFalse();
  }
}
