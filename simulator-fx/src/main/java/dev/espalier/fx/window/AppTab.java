package dev.espalier.fx.window;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.app.AppView;
import dev.espalier.fx.editor.EditorProblem;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.fx.words.Target;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.PlayedStep;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The app of what is watched: loaded into its environment whenever it is saved. */
final class AppTab {
  private final Viewing viewing;
  private final AppView view;
  private @Nullable AppSource shown;
  private int stepsRead;

  /**
   * @param follow told where a link leads that is clicked
   */
  AppTab(Viewing viewing, Consumer<Target> follow) {
    this.viewing = viewing;
    view = new AppView(this::load, this::loadAgain, follow);
  }

  Region root() {
    return view.root();
  }

  private void load(String text) {
    if (shown instanceof AppSource.Script(_, Path path, _)) {
      reload(new AppSource.Script(Place.BY_HAND, path, text));
    }
  }

  private void loadAgain() {
    if (shown instanceof AppSource.Remote(_, URI url)) {
      reload(new AppSource.Remote(Place.BY_HAND, url));
    }
  }

  private void reload(AppSource app) {
    viewing.actNow(new Step.Reload(Place.BY_HAND, app));
  }

  /** Follows what is watched, whether it is to be seen or not. */
  void pulse() {
    AppSource source = viewing.performance().scenario().map(Scenario::app).orElse(null);
    if (source != null && !source.equals(shown)) {
      shown = source;
      switch (source) {
        case AppSource.Script(_, Path path, _) -> view.open(path);
        case AppSource.Remote(_, URI url) -> view.open(url);
      }
    }
    ImmutableList<PlayedStep> steps = viewing.timeline().steps();
    if (steps.size() != stepsRead) {
      stepsRead = steps.size();
      steps.reverse().stream()
          .filter(played -> played.step() instanceof Step.Reload)
          .findFirst()
          .ifPresent(this::tell);
    }
  }

  private void tell(PlayedStep loaded) {
    String file = shown instanceof AppSource.Script(_, Path path, _) ? name(path) : "";
    view.problems(
        loaded.outcome() instanceof Outcome.Impossible(_, String why)
            ? EditorProblem.read(why, file)
            : ImmutableList.of());
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  void show(Viewpoint now, long stepBegan) {
    view.show(now, stepBegan);
  }

  /** Goes to a line of the script, counted from 1. */
  void reveal(int line) {
    view.reveal(line);
  }

  void close() {
    view.close();
  }
}
