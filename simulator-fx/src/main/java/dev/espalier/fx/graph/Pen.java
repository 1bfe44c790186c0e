package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.look.Look;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/**
 * Draws on a canvas that shows a part of a plane.
 *
 * @param left where the plane's origin is, in pixels
 * @param scale how many pixels a unit of the plane takes
 */
record Pen(GraphicsContext canvas, Look look, double left, double top, double scale) {
  private static final double TITLE = 12;
  private static final double LABEL = 11;
  private static final double ROUNDING = 7;

  Pen on(GraphicsContext other) {
    return new Pen(other, look, left, top, scale);
  }

  void clear() {
    canvas.clearRect(0, 0, canvas.getCanvas().getWidth(), canvas.getCanvas().getHeight());
  }

  double x(double x) {
    return left + scale * x;
  }

  double y(double y) {
    return top + scale * y;
  }

  /** Level and upright pieces as rectangles, which is quick and sharp. */
  void line(List<Corner> corners, Color color, double thickness) {
    canvas.setFill(color);
    for (int i = 1; i < corners.size(); i++) {
      Corner from = corners.get(i - 1);
      Corner to = corners.get(i);
      double x = Math.round(x(Math.min(from.x(), to.x())));
      double y = Math.round(y(Math.min(from.y(), to.y())));
      double right = Math.round(x(Math.max(from.x(), to.x()))) + thickness;
      double bottom = Math.round(y(Math.max(from.y(), to.y()))) + thickness;
      if (from.equals(to)) {
        continue;
      }
      if (from.y() == to.y()) {
        canvas.fillRect(x, y, right - x, thickness);
      } else {
        canvas.fillRect(x, y, thickness, bottom - y);
      }
    }
  }

  void fillBox(double x, double y, double width, double height, Color color) {
    canvas.setFill(color);
    canvas.fillRoundRect(
        x(x), y(y), scale * width, scale * height, 2 * ROUNDING * scale, 2 * ROUNDING * scale);
  }

  void strokeBox(double x, double y, double width, double height, Color color, double thickness) {
    canvas.setStroke(color);
    canvas.setLineWidth(thickness);
    canvas.strokeRoundRect(
        x(x), y(y), scale * width, scale * height, 2 * ROUNDING * scale, 2 * ROUNDING * scale);
  }

  void dashes(double... lengths) {
    canvas.setLineDashes(lengths);
  }

  void dot(double x, double y, double radius, Color color) {
    canvas.setFill(color);
    canvas.fillOval(x(x) - radius, y(y) - radius, 2 * radius, 2 * radius);
  }

  void title(String text, double x, double y, Color color, TextAlignment alignment) {
    text(text, x, y, color, alignment, Font.font("System", FontWeight.BOLD, TITLE * scale));
  }

  void label(String text, double x, double y, Color color, TextAlignment alignment) {
    text(text, x, y, color, alignment, Font.font("System", LABEL * scale));
  }

  /** Vertically centred on {@code y}; nothing where it is too small to be read. */
  private void text(
      String text, double x, double y, Color color, TextAlignment alignment, Font font) {
    if (font.getSize() < 5) {
      return;
    }
    canvas.setFont(font);
    canvas.setFill(color);
    canvas.setTextAlign(alignment);
    canvas.setTextBaseline(VPos.CENTER);
    canvas.fillText(text, x(x), y(y));
  }
}
