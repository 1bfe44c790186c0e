package dev.espalier.fx;

import dev.espalier.cli.Window;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.performance.Performance;
import dev.espalier.fx.window.Film;
import dev.espalier.fx.window.SimulatorView;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.play.PlaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** What {@code espalier open} opens. */
public final class SimulatorWindow implements Window {
  /** Kept, so that it stays quiet about classes that are on the class path, as they are to be. */
  private static final Logger JAVAFX = Logger.getLogger("javafx");

  private static final int WIDTH = 1440;
  private static final int HEIGHT = 900;

  @Override
  public void open(Path scenario) throws ScenarioException {
    JAVAFX.setLevel(Level.SEVERE);
    CountDownLatch closed = new CountDownLatch(1);
    try (Performance performance = Performance.begin(scenario, PlaySettings.DEFAULT)) {
      Platform.startup(() -> show(performance, closed));
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void show(Performance performance, CountDownLatch closed) {
    SimulatorView view = new SimulatorView(performance, Look.LIGHT);
    Stage stage = new Stage();
    stage.setTitle("Espalier");
    stage.setScene(new Scene(view.root(), WIDTH, HEIGHT));
    stage.setOnHidden(_ -> closed.countDown());
    stage.show();
    view.clock().start();
  }

  @Override
  public String film(Path scenario, Path folder) throws ScenarioException, IOException {
    JAVAFX.setLevel(Level.SEVERE);
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    Files.createDirectories(folder);
    CompletableFuture<String> done = new CompletableFuture<>();
    try (Performance performance = Performance.begin(scenario, PlaySettings.DEFAULT)) {
      Platform.startup(() -> take(new Film(performance, Look.LIGHT), folder, done));
      return done.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException unwritten
          ? unwritten
          : new IOException(e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "espalier: interrupted";
    } finally {
      Platform.exit();
    }
  }

  private static void take(Film film, Path folder, CompletableFuture<String> done) {
    new AnimationTimer() {
      @Override
      public void handle(long nanos) {
        try {
          if (!film.roll(folder)) {
            stop();
            done.complete(film.problem());
          }
        } catch (IOException | RuntimeException e) {
          stop();
          done.completeExceptionally(e);
        }
      }
    }.start();
  }
}
