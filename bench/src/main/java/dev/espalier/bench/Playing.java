package dev.espalier.bench;

import dev.espalier.fx.memory.Remembered;
import dev.espalier.fx.opening.Nobody;
import dev.espalier.fx.opening.Opened;
import dev.espalier.fx.performance.Performance;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.fx.window.Host;
import dev.espalier.fx.window.SimulatorView;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.PlaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** How long a scenario's steps take in all, with a window that shows them and without. */
final class Playing {
  private static final int SIZE = 1000;
  private static final int COUNT = 25;
  private static final int WARM_UP = 8;
  private static final double FASTEST = 100;
  private static final int FRAMES_TO_OPEN = 20;
  private static final Duration LOOK = Duration.ofNanos(100_000);

  private final Scenario scenario;
  private final Path library;

  private Playing(Scenario scenario, Path library) {
    this.scenario = scenario;
    this.library = library;
  }

  /**
   * @param without in milliseconds, without a window
   * @param with in milliseconds, while a window shows it
   */
  record Result(String name, Figures without, Figures with) {

    /** How much longer it takes with a window, e.g. 0.03 for 3 %. */
    double added() {
      return with.p50() / without.p50() - 1;
    }
  }

  /**
   * Plays a scenario with and without a window in turn, so that both find the machine the same, and
   * the same heap: opening a window leaves much behind.
   */
  static Result measure(Path library, String name) throws ScenarioException {
    Playing playing = new Playing(ScenarioReader.read(library.resolve(name)), library);
    double[] without = new double[COUNT];
    double[] with = new double[COUNT];
    for (int i = -WARM_UP; i < COUNT; i++) {
      double alone = playing.alone();
      double shown = playing.shown();
      if (i >= 0) {
        without[i] = alone;
        with[i] = shown;
      }
    }
    return new Result(name, Figures.of(without), Figures.of(with));
  }

  private double alone() {
    try (Performance performance = Performance.begin(Course.of(scenario), PlaySettings.DEFAULT)) {
      rest(performance);
      System.gc();
      long start = System.nanoTime();
      playAll(performance);
      return rest(performance, start);
    }
  }

  private double shown() {
    Window window = onFx(() -> new Window(library, scenario.file()));
    Performance performance = window.viewing().performance();
    rest(performance);
    onFx(window::open).join();
    System.gc();
    long start = System.nanoTime();
    onFx(() -> {
      playAll(performance);
      window.viewing().move(player -> player.withSpeed(FASTEST).play());
      return performance;
    });
    double took = rest(performance, start);
    onFx(window::close);
    return took;
  }

  private void playAll(Performance performance) {
    scenario.steps().forEach(_ -> performance.playNext());
  }

  private static void rest(Performance performance) {
    while (!performance.isIdle()) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private static double rest(Performance performance, long start) {
    rest(performance);
    return (System.nanoTime() - start) / 1e6;
  }

  private interface OnFx<T> {
    T get();
  }

  private static <T> T onFx(OnFx<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        done.complete(work.get());
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
      }
    });
    return done.join();
  }

  /** The window, standing at the beginning. */
  private static final class Window {
    private final Stage stage = new Stage();
    private final SimulatorView view;
    private final AnimationTimer clock;

    Window(Path library, Path scenario) {
      view =
          new SimulatorView(
              Opened.of(scenario),
              PlaySettings.DEFAULT,
              Remembered.NOTHING,
              new Host(new Nobody(), library, stage::close));
      view.viewing().pause();
      stage.setScene(new Scene(view.root(), SIZE, SIZE));
      stage.show();
      clock = view.clock();
      clock.start();
    }

    /**
     * Done when it has been drawn so often that it has nothing to do with being opened any more.
     */
    CompletableFuture<Window> open() {
      CompletableFuture<Window> open = new CompletableFuture<>();
      new AnimationTimer() {
        private int frames;

        @Override
        public void handle(long nanos) {
          frames++;
          if (frames == FRAMES_TO_OPEN) {
            stop();
            open.complete(Window.this);
          }
        }
      }.start();
      return open;
    }

    Viewing viewing() {
      return view.viewing();
    }

    Window close() {
      clock.stop();
      view.leave();
      stage.close();
      return this;
    }
  }
}
