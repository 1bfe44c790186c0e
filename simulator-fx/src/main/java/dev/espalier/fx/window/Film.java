package dev.espalier.fx.window;

import dev.espalier.fx.look.Look;
import dev.espalier.fx.performance.Performance;
import dev.espalier.scenario.play.PlayedStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** The window as numbered pictures, one a step. */
public final class Film {
  /** As large as the screen is that JavaFX has without a display. */
  private static final int SIZE = 1000;

  private static final Duration LONG = Duration.ofSeconds(1);

  /** Controls are laid out at one pulse and drawn at the next. */
  private static final int PULSES_TO_SETTLE = 4;

  private final SimulatorView view;
  private final Stage stage = new Stage();
  private int shot;
  private int pulses;

  /** On the thread of JavaFX. */
  public Film(Performance performance, Look look) {
    view = new SimulatorView(performance, look);
    view.viewing().move(player -> player.pause());
    stage.setScene(new Scene(view.root(), SIZE, SIZE));
    stage.show();
  }

  /**
   * To be called at every pulse: waits until all is played, then writes {@code 001.png} and so on.
   * Whether there is more to be written.
   */
  public boolean roll(Path folder) throws IOException {
    view.pulse(LONG);
    if (!view.viewing().isComplete()) {
      return true;
    }
    List<PlayedStep> steps = view.viewing().timeline().steps();
    if (shot == steps.size()) {
      return false;
    }
    if (pulses == 0) {
      long end = steps.get(shot).after();
      view.viewing().move(player -> player.seek(end, view.viewing().timeline()));
    }
    pulses++;
    if (pulses > PULSES_TO_SETTLE) {
      shot++;
      pulses = 0;
      PngFile.write(stage.getScene().snapshot(null), folder.resolve("%03d.png".formatted(shot)));
    }
    return true;
  }

  /** Why there is nothing to be filmed; empty when there is. */
  public String problem() {
    return view.viewing().performance().problem();
  }
}
