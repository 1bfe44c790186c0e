package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Band;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.arrangement.Key;
import dev.espalier.fx.look.Look;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Draws boxes and bands as they are meant to look. */
final class BoxPainter {
  private static final double THIN = 1.5;
  private static final double HALO = 3;

  private final Pen pen;
  private final Look look;

  BoxPainter(Pen pen) {
    this.pen = pen;
    this.look = pen.look();
  }

  void band(Band band) {
    if (!pen.shows(band.x(), band.y(), band.right(), band.bottom())) {
      return;
    }
    if (!pen.isLegible()) {
      pen.block(band.x(), band.y(), band.width(), band.height(), look.line());
      double pixel = 1 / pen.view().scale();
      pen.block(
          band.x() + pixel,
          band.y() + pixel,
          band.width() - 2 * pixel,
          band.height() - 2 * pixel,
          ground());
      return;
    }
    pen.fillBox(band.x(), band.y(), band.width(), band.height(), ground());
    pen.strokeBox(band.x(), band.y(), band.width(), band.height(), look.line(), 1);
  }

  /** What is written at the top of a band, over the lines that pass there. */
  void caption(Band band) {
    if (!pen.isLegible() || !pen.shows(band.x(), band.y(), band.right(), band.bottom())) {
      return;
    }
    String sign =
        switch (band.fold()) {
          case FIXED -> "";
          case OPEN -> "▾ ";
          case CLOSED -> "▸ ";
        };
    pen.title(
        sign + band.title(),
        band.x() + 12,
        band.y() + 14,
        look.muted(),
        TextAlignment.LEFT,
        ground());
    pen.note(band.note(), band.right() - 12, band.y() + 14, look.muted(), TextAlignment.RIGHT);
  }

  /** Between what is behind everything and the boxes. */
  private Color ground() {
    return look.isDark() ? Color.web("#12171e") : Color.web("#fbfcfd");
  }

  /**
   * A box and its label.
   *
   * @param at its upper left corner
   * @param strength 1 for what is of interest, less for what recedes
   */
  void box(Box box, Corner at, double strength) {
    Color edge = mixed(look.of(box.role()), strength * (box.aside() ? 0.8 : 1));
    if (!pen.isLegible()) {
      pen.block(at.x(), at.y(), box.width(), box.height(), mixed(edge, 0.75));
      return;
    }
    if (box.key() instanceof Key.MongoDb) {
      pen.drum(at.x(), at.y(), box.width(), box.height(), look.surface(), edge, THIN);
      text(box, at, 5, mixed(look.text(), strength));
      return;
    }
    pen.fillBox(at.x(), at.y(), box.width(), box.height(), look.surface());
    pen.strokeBox(at.x(), at.y(), box.width(), box.height(), edge, THIN);
    text(box, at, 0, mixed(box.aside() ? look.muted() : look.text(), strength));
    label(box, at, mixed(look.muted(), Math.min(1, strength * 1.2)));
  }

  private void text(Box box, Corner at, double down, Color color) {
    double x = at.x() + box.width() / 2;
    double y = at.y() + box.height() / 2 + down;
    if (box.aside()) {
      pen.label(box.title(), x, y, color, TextAlignment.CENTER);
    } else {
      pen.title(box.title(), x, y, color, TextAlignment.CENTER);
    }
  }

  void label(Box box, Corner at, Color color) {
    label(box, at, box.label(), color);
  }

  /** Something else where its label is. */
  void label(Box box, Corner at, String text, Color color) {
    if (box.labelBelow()) {
      double x = at.x() + box.width() / 2;
      pen.label(text, x, at.y() + box.height() + 10, color, TextAlignment.CENTER);
    } else {
      double x = at.x() + box.width() + 8;
      pen.label(text, x, at.y() + box.height() / 2, color, TextAlignment.LEFT);
    }
  }

  /** What is at work. */
  void halo(Box box, Corner at, Color color, double strength) {
    ring(box, at, HALO - THIN / 2, color.deriveColor(0, 1, 1, 0.25 * strength), HALO);
  }

  /** Around a box, so many units of the plane away. */
  void ring(Box box, Corner at, double away, Color color, double thickness) {
    pen.strokeBox(
        at.x() - away,
        at.y() - away,
        box.width() + 2 * away,
        box.height() + 2 * away,
        color,
        thickness);
  }

  /** What is drawn from now on is dashed so; without lengths it is not. */
  void dashes(double... lengths) {
    pen.dashes(lengths);
  }

  /** A few characters on a corner of a box. */
  void badge(String text, double x, double y, Color color) {
    if (pen.isLegible()) {
      double width = 10 + 6.0 * text.length();
      pen.fillBox(x - width / 2, y - 7, width, 14, color);
      pen.note(text, x, y, look.surface(), TextAlignment.CENTER);
    }
  }

  /** The sign of a pause, around a point. */
  void pause(double x, double y) {
    pen.fillBox(x - 10, y - 8, 20, 16, look.text());
    pen.block(x - 4, y - 4, 3, 8, look.surface());
    pen.block(x + 1, y - 4, 3, 8, look.surface());
  }

  /**
   * As it looks through so much of what is behind it, without being seen through.
   *
   * @param strength from 0 to 1
   */
  Color mixed(Color color, double strength) {
    return look.surface().interpolate(color, Math.clamp(strength, 0, 1));
  }
}
