package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Box;
import java.time.Duration;

/** What of the plane is looked at, and how one gets to look at something else. */
final class Camera {
  private static final Duration TAKES = Duration.ofMillis(300);
  private static final double LEAST_TO_READ = 0.8;
  private static final int NEAR_EDGE = 48;

  private View view = new View(View.MARGIN, View.MARGIN, 1);
  private View from = view;
  private View to = view;
  private double part = 1;
  private boolean fitting = true;
  private double width;
  private double height;
  private double shownWidth;
  private double shownHeight;

  View view() {
    return view;
  }

  /** Looks at all there is, and goes on doing so. */
  void fit() {
    fitting = true;
  }

  /** Whether it has come to where it was sent. */
  boolean isAtRest() {
    return part >= 1;
  }

  void zoom(double factor, double x, double y) {
    look(view.zoomed(factor, x, y));
  }

  /** A step larger or smaller, around the middle. */
  void step(double factor) {
    go((part < 1 ? to : view).zoomed(factor, width / 2, height / 2));
  }

  void pan(double dx, double dy) {
    look(view.moved(dx, dy));
  }

  private void look(View at) {
    fitting = false;
    view = at;
    part = 1;
  }

  private void go(View at) {
    fitting = false;
    from = view;
    to = at;
    part = 0;
  }

  /** Looks at a box from so near that it can be read, unless it can be already. */
  void show(Box box) {
    double x = view.x(box.centreX());
    double y = view.y(box.centreY());
    boolean isSeen =
        x > NEAR_EDGE && y > NEAR_EDGE && x < width - NEAR_EDGE && y < height - NEAR_EDGE;
    if (!isSeen || view.scale() < LEAST_TO_READ) {
      double scale = Math.max(view.scale(), 1);
      go(view.centredOn(box.centreX(), box.centreY(), scale, width, height));
    }
  }

  /** Lets time pass. */
  void pulse(Duration passed, Arrangement arrangement, double newWidth, double newHeight) {
    boolean isResized = newWidth != width || newHeight != height;
    width = newWidth;
    height = newHeight;
    if (fitting) {
      View fits = View.fitting(arrangement.width(), arrangement.height(), width, height);
      boolean isFirst = shownWidth == 0;
      boolean isAnother = arrangement.width() != shownWidth || arrangement.height() != shownHeight;
      shownWidth = arrangement.width();
      shownHeight = arrangement.height();
      if (isResized || isFirst) {
        view = fits;
        part = 1;
      } else if (isAnother || (part >= 1 && !view.equals(fits))) {
        go(fits);
        fitting = true;
      }
    }
    if (part < 1) {
      part = Math.min(1, part + (double) passed.toNanos() / TAKES.toNanos());
      view = part >= 1 ? to : from.towards(to, 1 - Math.pow(1 - part, 3));
    }
  }
}
