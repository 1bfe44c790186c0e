package dev.espalier.fx.window;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.testfx.util.WaitForAsyncUtils.asyncFx;
import static org.testfx.util.WaitForAsyncUtils.waitFor;
import static org.testfx.util.WaitForAsyncUtils.waitForFxEvents;

import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.memory.Remembered;
import dev.espalier.fx.opening.Opened;
import dev.espalier.otp.Name;
import dev.espalier.scenario.play.PlaySettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;
import javafx.scene.control.Label;
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
  private static final Path LIBRARY = Path.of("../scenarios/library");
  private static final int SIZE = 990;
  private static final int LIMIT = 60;

  private SimulatorView view;
  private AnimationTimer timer;

  @Start
  void open(Stage stage) {
    Host host = new Host(new NoDialogs(), LIBRARY, stage::close);
    view =
        new SimulatorView(
            Opened.of(LIBRARY.resolve("counter")), PlaySettings.DEFAULT, Remembered.NOTHING, host);
    stage.setScene(new Scene(view.root(), SIZE, SIZE));
    stage.show();
    timer = view.clock();
    timer.start();
  }

  @AfterEach
  void close() throws Exception {
    fx(() -> {
      timer.stop();
      view.leave();
      return true;
    });
  }

  private static <T> T fx(Callable<T> asked) throws ExecutionException, InterruptedException {
    return asyncFx(asked).get();
  }

  private void until(Callable<Boolean> condition) throws TimeoutException {
    waitFor(LIMIT, SECONDS, () -> fx(condition));
  }

  private void playToTheEnd(FxRobot robot) throws TimeoutException {
    until(() -> view.viewing().run().isUpToDate());
    robot.type(KeyCode.END);
    until(() -> view.viewing().run().upcoming().isEmpty() && isAtTheEnd());
    waitForFxEvents();
  }

  private boolean isAtTheEnd() {
    return view.viewing().player().at() == view.viewing().timeline().end();
  }

  private String text(FxRobot robot, String id) {
    return robot.lookup(id).queryAs(Label.class).getText();
  }

  @Test
  void itOpensPlayingAndPlaysToTheEndWithEveryStepAsExpected(FxRobot robot) throws Exception {
    until(() -> view.viewing().player().at() > 0);
    for (int i = 0; i < 8; i++) {
      robot.type(KeyCode.PLUS);
    }

    until(() -> view.viewing().run().upcoming().isEmpty() && !view.viewing().player().playing());

    int steps = view.viewing().performance().scenario().orElseThrow().steps().size();
    assertThat(fx(() -> view.viewing().timeline().steps())).hasSize(steps);
    assertThat(robot.lookup(".as-expected").queryAll()).hasSizeGreaterThanOrEqualTo(steps / 2);
    assertThat(robot.lookup(".failed").queryAll()).isEmpty();
    assertThat(text(robot, "#census")).matches("\\d+ processes · 0 restarts");
  }

  @Test
  void goingBackShowsTheTreeAsItWasAndForwardAsItIs(FxRobot robot) throws Exception {
    playToTheEnd(robot);
    Name bob = new Name("Client", "bob");
    until(() -> view.graph().arrangement().box(bob) != null);
    String now = text(robot, "#census");

    robot.type(KeyCode.HOME);
    robot.push(KeyCode.SHIFT, KeyCode.RIGHT);

    until(() -> view.graph().arrangement().box(bob) == null);
    assertThat(text(robot, "#census")).isNotEqualTo(now);

    robot.type(KeyCode.END);
    until(() -> view.graph().arrangement().box(bob) != null);
    assertThat(text(robot, "#census")).isEqualTo(now);
  }

  @Test
  void aClickOnAProcessShowsItsStateInEitherArrangementLightOrDark(FxRobot robot) throws Exception {
    playToTheEnd(robot);
    Name builder = new Name("UIBuilder", "bob");
    for (KeyCode form : new KeyCode[] {KeyCode.T, KeyCode.F}) {
      robot.type(form, KeyCode.D);
      robot.type(KeyCode.ESCAPE);
      until(() -> view.viewing().selected() == null);
      waitForFxEvents();
      Corner at = fx(() -> centre(builder));

      robot.clickOn(at.x(), at.y());

      until(() -> builder.equals(view.viewing().selected()));
      waitForFxEvents();
      until(() -> robot.lookup("#state").tryQuery().isPresent());
      assertThat(text(robot, "#process-title")).isEqualTo("UIBuilder  bob");
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
