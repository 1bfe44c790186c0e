package dev.espalier.fx.time;

import com.google.common.base.Ascii;
import dev.espalier.fx.look.Icons;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.timeline.Player;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.trace.TraceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Time: playing it, stepping through it, and all of it at a glance to be scrubbed. */
public final class TimeView {
  private final Viewing viewing;
  private final Button play;
  private final Label where = new Label();
  private final Label census = new Label();
  private final Label settings = new Label();
  private final ComboBox<Double> speed = new ComboBox<>();
  private final TrackView track;
  private final VBox root = new VBox();

  /**
   * @param killSelected kills the selected process at this moment
   * @param write has a person write a step
   */
  public TimeView(Viewing viewing, Look look, Runnable killSelected, Runnable write) {
    this.viewing = viewing;
    track = new TrackView(viewing.timeline(), look, this::scrub);
    play = Icons.button("play", Icons.PLAY, "Play (Space)", viewing::playOrPause);
    speed.setItems(FXCollections.observableArrayList(0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 25.0, 100.0));
    speed.setValue(viewing.player().speed());
    speed.setConverter(new Times());
    speed.setOnAction(_ -> viewing.move(player -> player.withSpeed(speed.getValue())));
    speed.setTooltip(new Tooltip("Speed (+ and −)"));
    speed.setId("speed");
    where.getStyleClass().add("muted");
    where.setId("where");
    census.getStyleClass().add("muted");
    census.setId("census");
    census.setMinWidth(Region.USE_PREF_SIZE);
    where.setMinWidth(Region.USE_PREF_SIZE);
    settings.getStyleClass().add("muted");
    settings.setId("settings");
    settings.setMinWidth(0);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox controls =
        new HBox(
            4,
            Icons.button(
                "previous-step",
                Icons.PREVIOUS_STEP,
                "Previous step (Shift ←)",
                viewing::previousStep),
            Icons.button(
                "previous-message",
                Icons.PREVIOUS_MESSAGE,
                "Previous message (←)",
                viewing::previousMessage),
            play,
            Icons.button(
                "next-message", Icons.NEXT_MESSAGE, "Next message (→)", viewing::nextMessage),
            Icons.button("next-step", Icons.NEXT_STEP, "Next step (Shift →)", viewing::nextStep),
            speed,
            where,
            census,
            space,
            settings,
            new Differently(viewing, killSelected, write).root());
    controls.setAlignment(Pos.CENTER_LEFT);
    controls.getStyleClass().add("controls");
    HBox.setMargin(where, new Insets(0, 0, 0, 12));
    HBox.setMargin(census, new Insets(0, 0, 0, 12));
    root.getStyleClass().add("time");
    root.getChildren().addAll(controls, track.root());
  }

  /** How many times as fast, in words. */
  private static final class Times extends StringConverter<Double> {
    @Override
    public String toString(Double times) {
      return times == Math.rint(times) ? "%d×".formatted(times.intValue()) : times + "×";
    }

    @Override
    public Double fromString(String text) {
      return Double.valueOf(text.replace("×", ""));
    }
  }

  public Region root() {
    return root;
  }

  public void wear(Look newLook) {
    track.wear(newLook);
  }

  /** One speed up or down. */
  public void faster(int by) {
    List<Double> speeds = speed.getItems();
    int now = speeds.indexOf(speed.getValue());
    speed.setValue(speeds.get(Math.clamp(now + by, 0, speeds.size() - 1)));
  }

  private void scrub(long number) {
    viewing.move(Player::pause);
    viewing.seek(number);
  }

  public void pulse() {
    boolean playing = viewing.player().playing();
    String name = playing ? "Pause (Space)" : "Play (Space)";
    if (!name.equals(play.getAccessibleText())) {
      play.setGraphic(Icons.of(playing ? Icons.PAUSE : Icons.PLAY));
      play.setAccessibleText(name);
      play.setTooltip(new Tooltip(name));
    }
    census.setText(census(viewing.moment()));
    settings.setText(told(viewing.performance().settings()));
    where.setText(
        "%s   event %,d of %,d"
            .formatted(clock(viewing), viewing.player().at(), viewing.timeline().end()));
    track.pulse(viewing.timeline(), viewing.player().at());
  }

  private static String census(Moment moment) {
    int living = moment.processes().size();
    int restarts = moment.restarts();
    return "%,d %s · %,d %s"
        .formatted(
            living,
            living == 1 ? "process" : "processes",
            restarts,
            restarts == 1 ? "restart" : "restarts");
  }

  private static String told(PlaySettings settings) {
    return settings.live()
        ? "live"
        : "%s · seed %d".formatted(Ascii.toLowerCase(settings.schedule().name()), settings.seed());
  }

  /** Since the beginning of the run, on the node's clock. */
  private static String clock(Viewing viewing) {
    Instant start = viewing.timeline().event(1).map(TraceEvent::at).orElse(Play.START);
    Duration since = Duration.between(start, viewing.event().map(TraceEvent::at).orElse(start));
    return "%02d:%02d:%02d.%03d"
        .formatted(
            since.toHours(), since.toMinutesPart(), since.toSecondsPart(), since.toMillisPart());
  }
}
