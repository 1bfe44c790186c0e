package dev.espalier.fx.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.opening.Opened;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test by TestFX and JUnit
class OpeningTest {
  private static final String SCENARIO =
      """
      title: Mine
      app: %s
      steps:
        - open: alice
        - {%s}
      """;

  private Person person;

  @Start
  void open(Stage stage) {
    person = new Person(stage, Opened.of(Person.LIBRARY.resolve("counter")));
  }

  @AfterEach
  void leave() throws Exception {
    person.leaves();
  }

  @Test
  void everyScenarioOfTheLibraryIsPickedAndPlayedToItsEndAsExpected() throws Exception {
    for (String name : new String[] {"crash", "idle", "todo", "transfer", "counter"}) {
      person.clicks("#picker");
      person.waitsUntil(() -> person.robot().lookup("#library-" + name).tryQuery().isPresent());
      person.clicks("#library-" + name);
      person.waitsUntil(() ->
          person
              .viewing()
              .performance()
              .scenario()
              .filter(scenario -> scenario.file().toString().contains(name))
              .isPresent());

      person.playsToTheEnd();

      int steps =
          person.sees(() -> person.viewing().performance().scenario().orElseThrow().steps().size());
      assertThat(person.sees(() -> person.viewing().timeline().steps())).hasSize(steps);
      assertThat(person.robot().lookup(".failed").queryAll()).isEmpty();
      assertThat(person.robot().lookup(".as-expected").queryAll()).isNotEmpty();
    }
  }

  @Test
  void aMistakeIsSaidWhereTheStepsWouldBeAndMendedBySavingTheFile(@TempDir Path folder)
      throws Exception {
    Path app = Person.LIBRARY.resolve("counter/app.js").toAbsolutePath();
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(file, SCENARIO.formatted(app, "clik: \"+\", in: alice"));
    person.clicks("#picker");
    person.robot().clickOn("#open-where").eraseText(1).write(folder.toString());
    person.presses(KeyCode.ENTER);

    person.waitsUntil(() -> person.robot().lookup("#problem").query().isVisible());
    assertThat(person.robot().lookup("#problem").queryAs(Labeled.class).getText())
        .contains("scenario.yaml:5:")
        .contains("click");

    Files.writeString(file, SCENARIO.formatted(app, "say: That is it"));

    person.waitsUntil(() -> !person.robot().lookup("#problem").query().isVisible());
    person.playsToTheEnd();
    assertThat(person.reads("#scenario-title")).isEqualTo("Mine");
  }

  @Test
  void anAppWithoutAScenarioIsUsedByHand() throws Exception {
    person
        .robot()
        .interact(() -> person.view().open(Opened.of(Person.LIBRARY.resolve("counter/app.js"))));
    person.waitsUntil(() -> person.viewing().run().isUpToDate());
    assertThat(person.reads("#scenario-title")).isEqualTo("app.js, by hand");

    person.clicks("#add-session");
    person.playsToTheEnd();

    assertThat(person.sees(() -> person.viewing().sessions())).containsExactly("alice");
  }
}
