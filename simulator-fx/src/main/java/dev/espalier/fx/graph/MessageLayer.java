package dev.espalier.fx.graph;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.fx.words.MessageWords;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import java.util.function.Function;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** The upper layer: the message that travels, with its name and a short trail. */
final class MessageLayer {
  private static final double RADIUS = 5;
  private static final double TRAIL = 0.12;
  private static final int TRAIL_DOTS = 6;
  private static final double CHARACTER = 6.4;

  private final Pen pen;
  private final Arrangement arrangement;
  private final Viewing viewing;
  private final Function<Box, Corner> place;

  MessageLayer(Pen pen, Arrangement arrangement, Viewing viewing, Function<Box, Corner> place) {
    this.pen = pen;
    this.arrangement = arrangement;
    this.viewing = viewing;
    this.place = place;
  }

  void draw() {
    pen.clear();
    viewing.travelling().ifPresent(message -> draw(message, viewing.player().progress()));
  }

  private void draw(Sent message, double progress) {
    Box to = box(message.to());
    if (to == null) {
      return;
    }
    Box from = box(message.from());
    ImmutableList<Corner> way =
        from == null
            ? ImmutableList.of(
                new Corner(to.centreX(), to.y() - 32), new Corner(to.centreX(), to.y()))
            : arrangement.way(from, to);
    Color color = from == null ? pen.look().text() : pen.look().of(from.role());
    pen.line(way, color, 2);
    for (int i = TRAIL_DOTS; i > 0; i--) {
      Corner behind = Edge.along(way, progress - TRAIL * i / TRAIL_DOTS);
      pen.dot(behind.x(), behind.y(), RADIUS - i * 0.5, color.deriveColor(0, 1, 1, 0.35));
    }
    Corner at = Edge.along(way, progress);
    pen.dot(at.x(), at.y(), RADIUS, color);
    if (message.kind() == ProcessEvent.Kind.REPLY) {
      pen.dot(at.x(), at.y(), RADIUS - 2, pen.look().surface());
    }
    name(MessageWords.of(message), at, color);
  }

  private void name(String text, Corner at, Color color) {
    double width = 12 + CHARACTER * text.length();
    double x = Math.max(at.x() - width / 2, -pen.left() / pen.scale() + 4);
    double y = at.y() - 28;
    pen.fillBox(x, y, width, 18, pen.look().surface());
    pen.strokeBox(x, y, width, 18, color, 1);
    pen.label(text, x + width / 2, y + 9, pen.look().text(), TextAlignment.CENTER);
  }

  private @Nullable Box box(@Nullable Pid pid) {
    ProcessAt process = viewing.moment().process(pid);
    Box box = process == null ? null : arrangement.box(process.identity());
    if (box == null) {
      return null;
    }
    Corner at = place.apply(box);
    return at.x() == box.x() && at.y() == box.y() ? box : null;
  }
}
