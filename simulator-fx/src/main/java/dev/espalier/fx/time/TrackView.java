package dev.espalier.fx.time;

import dev.espalier.fx.arrangement.Role;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.PlayedStep;
import java.util.function.LongConsumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/**
 * All of a timeline at a glance, to be scrubbed: a tick where there are messages, a lane for the
 * environment and for each of a few sessions. What is there is drawn when there is more of it; at a
 * pulse only the playhead moves.
 */
final class TrackView {
  private static final int LANE = 24;
  private static final int HEAD = 16;
  private static final int FOOT = 8;
  private static final int MOST_CHARACTERS = 15;
  private static final int NAMES = 112;
  private static final int MARGIN = 16;
  private static final int TICK = 12;
  private static final int NUMBER = 24;

  private final Canvas canvas = new Canvas();
  private final Region ahead = new Region();
  private final Rectangle line = new Rectangle(2, 0);
  private final Polygon handle = new Polygon(-5, 2, 5, 2, 0, 10);
  private final Pane root = new Pane(canvas, ahead, line, handle);
  private final LongConsumer seek;
  private Timeline read;
  private Lanes lanes = new Lanes();
  private Look look;
  private @Nullable Drawn drawn;

  /**
   * @param seek told the event that was pointed at
   */
  TrackView(Timeline timeline, Look look, LongConsumer seek) {
    this.read = timeline;
    this.look = look;
    this.seek = seek;
    root.setId("track");
    root.setMinWidth(0);
    root.setOnMousePressed(this::scrub);
    root.setOnMouseDragged(this::scrub);
    ahead.setStyle("-fx-background-color: -color-bg-default; -fx-opacity: 0.65;");
    for (var part : root.getChildren()) {
      part.setManaged(false);
      part.setMouseTransparent(true);
    }
    canvas.widthProperty().bind(root.widthProperty());
    canvas.heightProperty().bind(root.heightProperty());
    wear(look);
  }

  Region root() {
    return root;
  }

  void wear(Look newLook) {
    look = newLook;
    line.setFill(look.accent());
    handle.setFill(look.accent());
  }

  private void scrub(MouseEvent event) {
    seek.accept(scale(read).number(event.getX()));
  }

  private Scale scale(Timeline timeline) {
    return new Scale(NAMES, canvas.getWidth() - NAMES - MARGIN, timeline.end());
  }

  /** What was drawn; while it is the same nothing is. */
  private record Drawn(
      Timeline timeline, Scale scale, int steps, int lanes, Look look, double height) {}

  /**
   * @param at the last event that has happened
   */
  @SuppressWarnings("ReferenceEquality") // another run is another timeline
  void pulse(Timeline timeline, long at) {
    if (timeline != read) {
      read = timeline;
      lanes = new Lanes();
    }
    lanes.read(timeline);
    double high = (double) HEAD + LANE * lanes.count() + FOOT;
    if (root.getPrefHeight() != high) {
      root.setPrefHeight(high);
      root.setMinHeight(high);
    }
    Scale scale = scale(timeline);
    Drawn now =
        new Drawn(
            timeline, scale, timeline.steps().size(), lanes.count(), look, canvas.getHeight());
    if (!now.equals(drawn) && scale.width() > 0) {
      drawn = now;
      draw(timeline, scale);
    }
    double x = Math.round(scale.x(at));
    ahead.resizeRelocate(x, 0, Math.max(0, canvas.getWidth() - x), canvas.getHeight());
    line.setX(x - 1);
    line.setY(4);
    line.setHeight(canvas.getHeight() - FOOT);
    handle.setTranslateX(x);
  }

  private void draw(Timeline timeline, Scale scale) {
    GraphicsContext pen = canvas.getGraphicsContext2D();
    pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    pen.setFont(Font.font(Look.FONT, 11));
    pen.setTextBaseline(VPos.CENTER);
    for (int lane = 0; lane < lanes.count(); lane++) {
      double y = HEAD + LANE * lane + LANE / 2.0;
      pen.setFill(look.muted());
      pen.fillText(fitting(lanes.names().get(lane)), MARGIN, y, NAMES - 24.0);
      pen.setFill(look.line());
      pen.fillRect(scale.left(), y, scale.width(), 1);
    }
    steps(pen, timeline, scale);
    for (int lane = 0; lane < lanes.count(); lane++) {
      pen.setFill(look.of(role(lane)));
      double y = HEAD + LANE * lane + (LANE - TICK) / 2.0;
      for (Scale.Run run : scale.runs(lanes.messages(lane))) {
        pen.fillRect(run.from(), y, run.count() + 0.5, TICK);
      }
    }
  }

  /** A lane's name as far as there is room, without saying of a long one that it is a session's. */
  private static String fitting(String name) {
    String bare = name.length() <= MOST_CHARACTERS ? name : name.replaceFirst("^session ", "");
    return bare.length() <= MOST_CHARACTERS ? bare : bare.substring(0, MOST_CHARACTERS - 1) + "…";
  }

  private static Role role(int lane) {
    return lane == 0 ? Role.AGENT : lane % 2 == 1 ? Role.CLIENT : Role.WIDGET;
  }

  /** Steps in which something happened, with their numbers where there is room. */
  private void steps(GraphicsContext pen, Timeline timeline, Scale scale) {
    double free = 0;
    double lastLine = -1;
    for (PlayedStep step : timeline.steps()) {
      double x = Math.round(scale.x(step.before()));
      boolean good = step.outcome() instanceof Outcome.Done;
      if (step.after() == step.before() || (good && x == lastLine)) {
        continue;
      }
      lastLine = x;
      pen.setFill(good ? look.line() : look.danger());
      pen.fillRect(x, 2, 1, canvas.getHeight() - 4);
      if (x > free) {
        pen.setFill(look.muted());
        pen.fillText(String.valueOf(step.number()), x + 4, HEAD / 2.0);
        free = x + NUMBER;
      }
    }
  }
}
