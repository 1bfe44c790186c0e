package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Edge.Corner;

/**
 * Which part of the plane is seen.
 *
 * @param left where the plane's origin is, in pixels
 * @param top as {@code left}
 * @param scale how many pixels a unit of the plane takes
 */
record View(double left, double top, double scale) {
  static final double LARGEST = 3;
  static final double SMALLEST = 0.04;

  /** So large is it drawn when there is more room than is needed. */
  private static final double LARGEST_FIT = 1.25;

  static final int MARGIN = 24;

  /** All of something; a row of buttons and the legend fit below it. */
  static View fitting(double width, double height, double paneWidth, double paneHeight) {
    double wide = Math.max(1, paneWidth - 2 * MARGIN);
    double high = Math.max(1, paneHeight - MARGIN - FOOT);
    double fits = Math.min(wide / Math.max(1, width), high / Math.max(1, height));
    double scale = Math.clamp(fits, SMALLEST, LARGEST_FIT);
    double left = Math.round(Math.max(MARGIN, (paneWidth - scale * width) / 2));
    return new View(left, MARGIN, scale);
  }

  static final int FOOT = 40;

  double x(double x) {
    return left + scale * x;
  }

  double y(double y) {
    return top + scale * y;
  }

  /** The point of the plane that is at a place on the pane. */
  Corner under(double px, double py) {
    return new Corner((px - left) / scale, (py - top) / scale);
  }

  /** Larger or smaller; what is at a place on the pane stays there. */
  View zoomed(double factor, double px, double py) {
    double newScale = Math.clamp(scale * factor, SMALLEST, LARGEST);
    return new View(
        px - (px - left) * newScale / scale, py - (py - top) * newScale / scale, newScale);
  }

  View moved(double dx, double dy) {
    return new View(left + dx, top + dy, scale);
  }

  /** With a point of the plane in the middle of the pane. */
  View centredOn(double x, double y, double newScale, double paneWidth, double paneHeight) {
    return new View(paneWidth / 2 - newScale * x, paneHeight / 2 - newScale * y, newScale);
  }

  /**
   * On the way to another.
   *
   * @param part from 0 to 1
   */
  View towards(View other, double part) {
    return new View(
        left + part * (other.left - left),
        top + part * (other.top - top),
        scale + part * (other.scale - scale));
  }
}
