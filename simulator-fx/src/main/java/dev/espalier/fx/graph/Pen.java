package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.look.Look;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.ArcType;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/** Draws on a canvas that shows a part of a plane. */
final class Pen {
  /** Smaller text than of so many pixels is not drawn, as nobody could read it. */
  private static final double SMALLEST_TEXT = 5;

  private static final double TITLE = 12;
  private static final double LABEL = 11;
  private static final double NOTE = 10;
  private static final double ROUNDING = 7;
  private static final double HALO = 8;

  private final GraphicsContext canvas;
  private final Look look;
  private final View view;
  private final Font title;
  private final Font label;
  private final Font note;

  Pen(Canvas canvas, Look look, View view) {
    this.canvas = canvas.getGraphicsContext2D();
    this.look = look;
    this.view = view;
    title = Font.font(Look.FONT, FontWeight.BOLD, TITLE * view.scale());
    label = Font.font(Look.FONT, LABEL * view.scale());
    note = Font.font(Look.FONT, NOTE * view.scale());
  }

  GraphicsContext canvas() {
    return canvas;
  }

  Look look() {
    return look;
  }

  View view() {
    return view;
  }

  /** Whether boxes are large enough for what is in and beside them to be read. */
  boolean isLegible() {
    return LABEL * view.scale() >= SMALLEST_TEXT;
  }

  void clear() {
    canvas.clearRect(0, 0, width(), height());
  }

  double width() {
    return canvas.getCanvas().getWidth();
  }

  double height() {
    return canvas.getCanvas().getHeight();
  }

  /** Whether something of a rectangle of the plane is seen. */
  boolean shows(double left, double top, double right, double bottom) {
    return view.x(left) <= width()
        && view.x(right) >= 0
        && view.y(top) <= height()
        && view.y(bottom) >= 0;
  }

  /** Level and upright pieces as rectangles, which is quick and sharp. */
  void line(List<Corner> corners, Color color, double thickness) {
    canvas.setFill(color);
    for (int i = 1; i < corners.size(); i++) {
      Corner from = corners.get(i - 1);
      Corner to = corners.get(i);
      double x = Math.round(view.x(Math.min(from.x(), to.x())));
      double y = Math.round(view.y(Math.min(from.y(), to.y())));
      double right = Math.round(view.x(Math.max(from.x(), to.x()))) + thickness;
      double bottom = Math.round(view.y(Math.max(from.y(), to.y()))) + thickness;
      if (from.equals(to) || right < 0 || bottom < 0 || x > width() || y > height()) {
        continue;
      }
      if (from.y() == to.y()) {
        canvas.fillRect(x, y, right - x, thickness);
      } else {
        canvas.fillRect(x, y, thickness, bottom - y);
      }
    }
  }

  /** A rectangle of whole pixels, at least one: thousands are drawn in no time to speak of. */
  void block(double x, double y, double width, double height, Color color) {
    canvas.setFill(color);
    canvas.fillRect(
        Math.rint(view.x(x)),
        Math.rint(view.y(y)),
        Math.max(1, Math.rint(view.scale() * width)),
        Math.max(1, Math.rint(view.scale() * height)));
  }

  void fillBox(double x, double y, double width, double height, Color color) {
    double round = 2 * ROUNDING * view.scale();
    canvas.setFill(color);
    canvas.fillRoundRect(
        view.x(x), view.y(y), view.scale() * width, view.scale() * height, round, round);
  }

  void strokeBox(double x, double y, double width, double height, Color color, double thickness) {
    double round = 2 * ROUNDING * view.scale();
    canvas.setStroke(color);
    canvas.setLineWidth(thickness);
    canvas.strokeRoundRect(
        view.x(x), view.y(y), view.scale() * width, view.scale() * height, round, round);
  }

  void dashes(double... lengths) {
    canvas.setLineDashes(lengths);
  }

  /** A drum, as databases are drawn. */
  void drum(
      double x, double y, double width, double height, Color fill, Color stroke, double thickness) {
    double left = view.x(x);
    double top = view.y(y);
    double wide = view.scale() * width;
    double high = view.scale() * height;
    double lid = Math.min(high / 3, view.scale() * 14);
    canvas.setFill(fill);
    canvas.fillOval(left, top + high - lid, wide, lid);
    canvas.fillRect(left, top + lid / 2, wide, high - lid);
    canvas.fillOval(left, top, wide, lid);
    canvas.setStroke(stroke);
    canvas.setLineWidth(thickness);
    canvas.strokeArc(left, top + high - lid, wide, lid, 180, 180, ArcType.OPEN);
    canvas.strokeLine(left, top + lid / 2, left, top + high - lid / 2);
    canvas.strokeLine(left + wide, top + lid / 2, left + wide, top + high - lid / 2);
    canvas.strokeOval(left, top, wide, lid);
  }

  void title(String text, double x, double y, Color color, TextAlignment alignment) {
    text(text, x, y, color, alignment, title);
  }

  /** A title that stands out from what it is written over. */
  void title(String text, double x, double y, Color color, TextAlignment alignment, Color around) {
    if (title.getSize() >= SMALLEST_TEXT) {
      canvas.setFont(title);
      canvas.setStroke(around);
      canvas.setLineWidth(HALO * view.scale());
      canvas.setTextAlign(alignment);
      canvas.setTextBaseline(VPos.CENTER);
      canvas.strokeText(text, view.x(x), view.y(y));
    }
    title(text, x, y, color, alignment);
  }

  void label(String text, double x, double y, Color color, TextAlignment alignment) {
    text(text, x, y, color, alignment, label);
  }

  void note(String text, double x, double y, Color color, TextAlignment alignment) {
    text(text, x, y, color, alignment, note);
  }

  /** Vertically centred on {@code y}; nothing where it is too small to be read. */
  private void text(
      String text, double x, double y, Color color, TextAlignment alignment, Font font) {
    if (text.isEmpty() || font.getSize() < SMALLEST_TEXT) {
      return;
    }
    canvas.setFont(font);
    canvas.setFill(color);
    canvas.setTextAlign(alignment);
    canvas.setTextBaseline(VPos.CENTER);
    canvas.fillText(text, view.x(x), view.y(y));
  }
}
