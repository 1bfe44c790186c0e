package dev.espalier.fx.window;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.testfx.util.WaitForAsyncUtils.waitForFxEvents;

import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.opening.Opened;
import dev.espalier.otp.Name;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test by TestFX
class SimulatorViewTest {
  private Person person;
  private SimulatorView view;
  private FxRobot robot;

  @Start
  void open(Stage stage) {
    person = new Person(stage, Opened.of(Person.LIBRARY.resolve("counter")));
    view = person.view();
    robot = person.robot();
  }

  @AfterEach
  void leave() throws Exception {
    person.leaves();
  }

  @Test
  void itOpensPlayingAndPlaysToTheEndWithEveryStepAsExpected() throws Exception {
    person.waitsUntil(() -> view.viewing().player().at() > 0);
    for (int i = 0; i < 8; i++) {
      robot.type(KeyCode.PLUS);
    }

    person.waitsUntil(
        () -> view.viewing().run().upcoming().isEmpty() && !view.viewing().player().playing());

    int steps = view.viewing().performance().scenario().orElseThrow().steps().size();
    assertThat(person.sees(() -> view.viewing().timeline().steps())).hasSize(steps);
    assertThat(robot.lookup(".as-expected").queryAll()).hasSizeGreaterThanOrEqualTo(steps / 2);
    assertThat(robot.lookup(".failed").queryAll()).isEmpty();
    assertThat(person.reads("#census")).matches("\\d+ processes · 0 restarts");
  }

  @Test
  void goingBackShowsTheTreeAsItWasAndForwardAsItIs() throws Exception {
    person.playsToTheEnd();
    Name bob = new Name("Client", "bob");
    person.waitsUntil(() -> view.graph().arrangement().box(bob) != null);
    String now = person.reads("#census");

    robot.type(KeyCode.HOME);
    robot.push(KeyCode.SHIFT, KeyCode.RIGHT);

    person.waitsUntil(() -> view.graph().arrangement().box(bob) == null);
    assertThat(person.reads("#census")).isNotEqualTo(now);

    robot.type(KeyCode.END);
    person.waitsUntil(() -> view.graph().arrangement().box(bob) != null);
    assertThat(person.reads("#census")).isEqualTo(now);
  }

  @Test
  void aClickOnAProcessShowsItsStateInEitherArrangementLightOrDark() throws Exception {
    person.playsToTheEnd();
    Name builder = new Name("UIBuilder", "bob");
    for (KeyCode form : new KeyCode[] {KeyCode.T, KeyCode.F}) {
      robot.type(form, KeyCode.D);
      robot.type(KeyCode.ESCAPE);
      person.waitsUntil(() -> view.viewing().selected() == null);
      waitForFxEvents();
      Corner at = person.sees(() -> centre(builder));

      robot.clickOn(at.x(), at.y());

      person.waitsUntil(() -> builder.equals(view.viewing().selected()));
      waitForFxEvents();
      person.waitsUntil(() -> robot.lookup("#state").tryQuery().isPresent());
      assertThat(person.reads("#process-title")).isEqualTo("UIBuilder  bob");
      assertThat(robot.lookup("#state").queryAs(TreeView.class).getRoot().isLeaf()).isFalse();
    }
    assertThat(view.look()).isEqualTo(Look.LIGHT);
  }

  private Corner centre(Name name) {
    Box box = requireNonNull(view.graph().arrangement().box(name));
    Corner local = view.graph().centreOf(box);
    var screen = view.graph().root().localToScreen(local.x(), local.y());
    return new Corner(screen.getX(), screen.getY());
  }
}
