package dev.espalier.fx.window;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.testfx.util.WaitForAsyncUtils.asyncFx;
import static org.testfx.util.WaitForAsyncUtils.waitFor;
import static org.testfx.util.WaitForAsyncUtils.waitForFxEvents;

import dev.espalier.fx.memory.Remembered;
import dev.espalier.fx.opening.FileDialogs;
import dev.espalier.fx.opening.Opened;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.scenario.play.PlaySettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;

/** Somebody at the window, who sees it, waits, clicks and types. */
final class Person implements FileDialogs {
  static final Path LIBRARY = Path.of("../scenarios/library");
  private static final int SIZE = 990;
  private static final int PATIENCE = 60;

  private final FxRobot robot = new FxRobot();
  private final SimulatorView view;
  private final AnimationTimer clock;
  private @Nullable Path picks;

  /** On the thread of JavaFX. */
  Person(Stage stage, Opened opened) {
    view =
        new SimulatorView(
            opened,
            PlaySettings.DEFAULT,
            Remembered.NOTHING,
            new Host(this, LIBRARY, stage::close));
    stage.setScene(new Scene(view.root(), SIZE, SIZE));
    stage.show();
    clock = view.clock();
    clock.start();
  }

  void leaves() throws ExecutionException, InterruptedException {
    sees(() -> {
      clock.stop();
      view.leave();
      return true;
    });
  }

  SimulatorView view() {
    return view;
  }

  Viewing viewing() {
    return view.viewing();
  }

  FxRobot robot() {
    return robot;
  }

  /** What is to be seen. */
  <T> T sees(Callable<T> asked) throws ExecutionException, InterruptedException {
    return asyncFx(asked).get();
  }

  void waitsUntil(Callable<Boolean> condition) throws TimeoutException {
    waitFor(PATIENCE, SECONDS, () -> sees(condition));
    waitForFxEvents();
  }

  void presses(KeyCode... keys) {
    robot.push(keys);
  }

  void clicks(String query) {
    robot.clickOn(query);
  }

  /** Writes a step into the field for what is done by hand, and does it. */
  void does(String step) {
    robot.clickOn("#by-hand");
    robot.write(step);
    robot.push(KeyCode.ENTER);
  }

  /** Plays all there is, and goes to its end. */
  void playsToTheEnd() throws TimeoutException {
    waitsUntil(() -> viewing().run().isUpToDate());
    robot.interact(viewing()::toTheEnd);
    waitsUntil(
        () -> viewing().run().isUpToDate() && viewing().run().upcoming().isEmpty() && isAtTheEnd());
  }

  boolean isAtTheEnd() {
    return viewing().player().at() == viewing().timeline().end();
  }

  String reads(String query) {
    return robot.lookup(query).queryAs(Labeled.class).getText();
  }

  void willPick(Path path) {
    picks = path;
  }

  @Override
  public Optional<Path> file() {
    return Optional.ofNullable(picks);
  }

  @Override
  public Optional<Path> folder() {
    return Optional.ofNullable(picks);
  }

  @Override
  public Optional<Path> save(String name) {
    return Optional.ofNullable(picks);
  }
}
