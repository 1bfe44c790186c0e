package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Arrangement.Heading;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.arrangement.Key;
import dev.espalier.fx.look.Look;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import javafx.scene.text.TextAlignment;

/** The lowest layer: who is there all the time, as they look when nothing is said of them. */
final class GroundLayer {
  /** How what has no part in what is going on recedes. */
  static final double RECEDED = 0.5;

  private final Pen pen;
  private final BoxPainter painter;

  GroundLayer(Pen pen) {
    this.pen = pen;
    this.painter = new BoxPainter(pen);
  }

  /**
   * @param boxes that are in sight
   * @param others are drawn elsewhere, as they come and go
   * @param arrived whether all stand where they belong
   */
  void draw(
      Arrangement arrangement,
      Collection<Box> boxes,
      Set<Key> others,
      boolean receded,
      boolean arrived,
      Function<Box, Corner> place) {
    Look look = pen.look();
    pen.clear();
    arrangement.bands().forEach(painter::band);
    for (Heading heading : arrangement.headings()) {
      TextAlignment alignment = heading.isCentred() ? TextAlignment.CENTER : TextAlignment.LEFT;
      if (heading.isCentred()) {
        pen.title(heading.title(), heading.x(), heading.y() + 4, look.muted(), alignment);
      } else {
        pen.label(heading.title(), heading.x(), heading.y() + 4, look.muted(), alignment);
      }
      pen.note(heading.note(), heading.x(), heading.y() + 20, look.muted(), alignment);
    }
    if (arrived) {
      for (Edge edge : arrangement.edges()) {
        if (!others.contains(edge.from()) && !others.contains(edge.to())) {
          pen.line(edge.corners(), look.line(), 1);
        }
      }
    }
    arrangement.bands().forEach(painter::caption);
    for (Box box : boxes) {
      if (!others.contains(box.key())) {
        painter.box(box, place.apply(box), receded ? RECEDED : 1);
      }
    }
  }
}
