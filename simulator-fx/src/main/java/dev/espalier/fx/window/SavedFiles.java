package dev.espalier.fx.window;

import dev.espalier.fx.opening.FileWatch;
import dev.espalier.fx.opening.Opened;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.Step;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * What happens when files are saved: a scenario begins again, an app is loaded into its
 * environment.
 */
final class SavedFiles implements AutoCloseable {
  private final Viewing viewing;
  private final Consumer<String> tell;
  private @Nullable FileWatch scenario;
  private @Nullable FileWatch app;
  private @Nullable Path appFile;
  private @Nullable String lastTried;

  /**
   * @param tell told what is wrong with a file that was saved
   */
  SavedFiles(Viewing viewing, Consumer<String> tell) {
    this.viewing = viewing;
    this.tell = tell;
  }

  /**
   * Watches what was opened.
   *
   * @param again begins the scenario again
   */
  void watch(Opened opened, Runnable again) {
    close();
    if (opened instanceof Opened.ScenarioFile file) {
      scenario = FileWatch.of(file.file(), () -> Platform.runLater(again));
    }
  }

  /** Watches the script of the app, once it is known. */
  void pulse() {
    Path file =
        viewing.run().app().orElse(null) instanceof AppSource.Script script ? script.path() : null;
    if (file != null && !file.equals(appFile)) {
      closeApp();
      appFile = file;
      app = FileWatch.of(file, () -> read(file));
    }
  }

  private void read(Path file) {
    try {
      AppSource.Script script = AppSource.Script.read(Place.BY_HAND, file);
      Platform.runLater(() -> load(script));
    } catch (ScenarioException e) {
      Platform.runLater(() -> tell.accept(String.valueOf(e.getMessage())));
    }
  }

  /** Loads it, unless that has been done: the window's own editor loads what it saves. */
  void load(AppSource.Script script) {
    boolean isKnown =
        viewing.run().app().orElse(null) instanceof AppSource.Script(_, _, String text)
            && text.equals(script.text());
    if (!isKnown && !script.text().equals(lastTried)) {
      lastTried = script.text();
      viewing.actNow(new Step.Reload(Place.BY_HAND, script));
    }
  }

  private void closeApp() {
    if (app != null) {
      app.close();
      app = null;
      appFile = null;
    }
  }

  @Override
  public void close() {
    closeApp();
    if (scenario != null) {
      scenario.close();
      scenario = null;
    }
  }
}
