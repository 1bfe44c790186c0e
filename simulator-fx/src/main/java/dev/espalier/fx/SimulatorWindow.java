package dev.espalier.fx;

import dev.espalier.cli.Window;
import dev.espalier.fx.memory.Memory;
import dev.espalier.fx.memory.Remembered;
import dev.espalier.fx.opening.Opened;
import dev.espalier.fx.opening.SystemDialogs;
import dev.espalier.fx.window.Film;
import dev.espalier.fx.window.Host;
import dev.espalier.fx.window.SimulatorView;
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

  @Override
  public String open(String where) {
    return open(Opened.of(where));
  }

  @Override
  public String serve(String app, int port) {
    return open(new Opened.Served(Opened.of(app), port));
  }

  private static String open(Opened opened) {
    JAVAFX.setLevel(Level.SEVERE);
    CountDownLatch closed = new CountDownLatch(1);
    try {
      Platform.startup(() -> show(opened, Memory.ofUser(), closed));
      closed.await();
      return "";
    } catch (UnsupportedOperationException e) {
      return missing(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "espalier: interrupted";
    }
  }

  /** What has to be there for JavaFX to open a window, in words for who has to install it. */
  private static String missing(String problem) {
    return problem.contains("GTK")
        ? "espalier: the window needs GTK 3, which is not installed; install it (apt install"
            + " libgtk-3-0, dnf install gtk3, or pacman -S gtk3), or use espalier run"
        : "espalier: the window cannot be opened (%s); set DISPLAY, or use espalier run"
            .formatted(problem);
  }

  private static void show(Opened opened, Memory memory, CountDownLatch closed) {
    Remembered remembered = memory.read();
    Stage stage = new Stage();
    Host host = new Host(new SystemDialogs(stage), library(), stage::close);
    SimulatorView view = new SimulatorView(opened, PlaySettings.DEFAULT, remembered, host);
    stage.setTitle("Espalier");
    stage.setScene(new Scene(view.root(), remembered.width(), remembered.height()));
    Remembered.Place place = remembered.place();
    if (place != null) {
      stage.setX(place.x());
      stage.setY(place.y());
    }
    stage.setOnHidden(_ -> {
      memory.write(
          view.remembered()
              .at(
                  new Remembered.Place(stage.getX(), stage.getY()),
                  stage.getScene().getWidth(),
                  stage.getScene().getHeight()));
      view.leave();
      closed.countDown();
    });
    stage.show();
    view.clock().start();
  }

  private static Path library() {
    return Path.of(System.getProperty("espalier.home", "."), "scenarios/library");
  }

  @Override
  public String film(Path what, Path folder) throws IOException {
    JAVAFX.setLevel(Level.SEVERE);
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    Files.createDirectories(folder);
    CompletableFuture<String> done = new CompletableFuture<>();
    try {
      Platform.startup(() -> take(new Film(Opened.of(what), library()), folder, done));
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
