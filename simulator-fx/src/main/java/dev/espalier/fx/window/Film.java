package dev.espalier.fx.window;

import dev.espalier.fx.memory.Remembered;
import dev.espalier.fx.opening.Nobody;
import dev.espalier.fx.opening.Opened;
import dev.espalier.scenario.play.PlaySettings;
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
  private boolean begun;
  private int shot;
  private int pulses;

  /** On the thread of JavaFX. */
  public Film(Opened opened, Path library) {
    view =
        new SimulatorView(
            opened,
            PlaySettings.DEFAULT,
            Remembered.NOTHING,
            new Host(new Nobody(), library, stage::close));
    view.viewing().pause();
    stage.setScene(new Scene(view.root(), SIZE, SIZE));
    stage.show();
  }

  /**
   * To be called at every pulse: waits until all is played, then writes {@code 001.png} and so on.
   * Whether there is more to be written.
   */
  public boolean roll(Path folder) throws IOException {
    view.pulse(LONG);
    if (!problem().isEmpty()) {
      view.leave();
      return false;
    }
    if (!view.viewing().run().isUpToDate()) {
      return true;
    }
    if (!begun) {
      begun = true;
      view.viewing().toTheEnd();
      return true;
    }
    List<PlayedStep> steps = view.viewing().timeline().steps();
    if (shot == Math.max(1, steps.size())) { // where nothing is done there is the start to be seen
      view.leave();
      return false;
    }
    if (pulses == 0 && !steps.isEmpty()) {
      view.viewing().seek(steps.get(shot).after());
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
