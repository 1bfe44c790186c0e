package dev.espalier.fx.time;

import dev.espalier.fx.arrangement.Role;
import dev.espalier.fx.look.Icons;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.timeline.Player;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.trace.TraceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import javafx.util.StringConverter;

/** Time: playing it, stepping through it, and all of it at a glance to be scrubbed. */
public final class TimeView {
  private static final int LANE = 24;
  private static final int HEAD = 16;
  private static final int NAMES = 112;
  private static final int MARGIN = 16;

  private final Viewing viewing;
  private final Lanes lanes = new Lanes();
  private final Button play;
  private final Label where = new Label();
  private final ComboBox<Double> speed = new ComboBox<>();
  private final Canvas canvas = new Canvas();
  private final Pane track = new Pane(canvas);
  private final VBox root = new VBox();
  private Look look;

  public TimeView(Viewing viewing, Look look) {
    this.viewing = viewing;
    this.look = look;
    play = Icons.button("play", Icons.PLAY, "Play (Space)", viewing::playOrPause);
    speed.setItems(FXCollections.observableArrayList(0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 25.0, 100.0));
    speed.setValue(viewing.player().speed());
    speed.setConverter(new Times());
    speed.setOnAction(_ -> viewing.move(player -> player.withSpeed(speed.getValue())));
    speed.setTooltip(new Tooltip("Speed (+ and −)"));
    speed.setId("speed");
    where.getStyleClass().add("muted");
    where.setId("where");
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
            space);
    controls.setAlignment(Pos.CENTER_LEFT);
    controls.getStyleClass().add("controls");
    HBox.setMargin(where, new Insets(0, 0, 0, 12));
    canvas.widthProperty().bind(track.widthProperty());
    canvas.heightProperty().bind(track.heightProperty());
    track.setId("track");
    track.setMinWidth(0);
    track.setOnMousePressed(event -> scrub(event.getX()));
    track.setOnMouseDragged(event -> scrub(event.getX()));
    root.getStyleClass().add("time");
    root.getChildren().addAll(controls, track);
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
    look = newLook;
  }

  /** One speed up or down. */
  public void faster(int by) {
    List<Double> speeds = speed.getItems();
    int now = speeds.indexOf(speed.getValue());
    speed.setValue(speeds.get(Math.clamp(now + by, 0, speeds.size() - 1)));
  }

  private void scrub(double x) {
    double share = (x - NAMES) / (canvas.getWidth() - NAMES - MARGIN);
    viewing.move(Player::pause);
    viewing.seek(Math.round(Math.clamp(share, 0, 1) * viewing.timeline().end()));
  }

  public void pulse() {
    boolean playing = viewing.player().playing();
    String name = playing ? "Pause (Space)" : "Play (Space)";
    if (!name.equals(play.getAccessibleText())) {
      play.setGraphic(Icons.of(playing ? Icons.PAUSE : Icons.PLAY));
      play.setAccessibleText(name);
      play.setTooltip(new Tooltip(name));
    }
    where.setText(
        "%s   event %,d of %,d"
            .formatted(
                clock(viewing.event().map(TraceEvent::at).orElse(Play.START)),
                viewing.player().at(),
                viewing.timeline().end()));
    lanes.read(viewing.timeline());
    double high = (double) HEAD + LANE * lanes.names().size() + 8;
    if (track.getPrefHeight() != high) {
      track.setPrefHeight(high);
      track.setMinHeight(high);
    }
    draw();
  }

  /** Since the beginning of the run, on the node's clock. */
  private static String clock(Instant at) {
    Duration since = Duration.between(Play.START, at);
    return "%02d:%02d:%02d.%03d"
        .formatted(
            since.toHours(), since.toMinutesPart(), since.toSecondsPart(), since.toMillisPart());
  }

  private double x(long number) {
    long end = Math.max(1, viewing.timeline().end());
    return NAMES + (canvas.getWidth() - NAMES - MARGIN) * number / end;
  }

  private void draw() {
    GraphicsContext pen = canvas.getGraphicsContext2D();
    pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    pen.setFont(Font.font("System", 11));
    pen.setTextBaseline(VPos.CENTER);
    List<String> names = lanes.names();
    for (int lane = 0; lane < names.size(); lane++) {
      double y = middle(lane);
      pen.setTextAlign(TextAlignment.LEFT);
      pen.setFill(look.muted());
      pen.fillText(
          lane == 0 ? names.get(lane) : "session " + names.get(lane), MARGIN, y, NAMES - 24);
      pen.setFill(look.line());
      pen.fillRect(NAMES, y, canvas.getWidth() - NAMES - MARGIN, 1);
    }
    steps(pen);
    ticks(pen, names.size());
    double now = Math.round(x(viewing.player().at()));
    pen.setFill(look.accent());
    pen.fillRect(now - 1, 4, 2, canvas.getHeight() - 8);
    pen.fillPolygon(new double[] {now - 5, now + 5, now}, new double[] {2, 2, 10}, 3);
  }

  private static double middle(int lane) {
    return HEAD + LANE * lane + LANE / 2.0;
  }

  /** Steps in which something happened, with their numbers where there is room. */
  private void steps(GraphicsContext pen) {
    double free = 0;
    pen.setTextAlign(TextAlignment.LEFT);
    for (PlayedStep step : viewing.timeline().steps()) {
      if (step.after() > step.before()) {
        double x = Math.round(x(step.before()));
        boolean good = step.outcome() instanceof Outcome.Done;
        pen.setFill(good ? look.line() : look.danger());
        pen.fillRect(x, 2, 1, canvas.getHeight() - 4);
        if (x > free) {
          pen.setFill(look.muted());
          pen.fillText(String.valueOf(step.number()), x + 4, 8);
          free = x + 24;
        }
      }
    }
  }

  /** One tick a pixel and lane, however many messages there are in it. */
  private void ticks(GraphicsContext pen, int count) {
    int width = (int) canvas.getWidth();
    boolean[][] drawn = new boolean[count][width + 1];
    for (long number = 1; number <= viewing.timeline().end(); number++) {
      int lane = lanes.of(number);
      int x = (int) x(number);
      if (lane != Lanes.NONE && x >= 0 && x <= width && !drawn[lane][x]) {
        drawn[lane][x] = true;
        Color color = look.of(lane == 0 ? Role.AGENT : lane % 2 == 1 ? Role.CLIENT : Role.WIDGET);
        pen.setFill(number <= viewing.player().at() ? color : color.deriveColor(0, 1, 1, 0.35));
        pen.fillRect(x, middle(lane) - 6, 1.5, 12);
      }
    }
  }
}
