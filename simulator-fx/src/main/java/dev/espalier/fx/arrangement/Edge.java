package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableList;

/**
 * A line between two boxes, of level and upright pieces only.
 *
 * @param corners at least two, from {@code from} to {@code to}
 */
public record Edge(Key from, Key to, ImmutableList<Corner> corners) {

  private static final int BESIDE = 12;

  /** A point, in pixels. */
  public record Corner(double x, double y) {}

  /** Between which two boxes it is. */
  public record Ends(Key from, Key to) {}

  public Ends ends() {
    return new Ends(from, to);
  }

  /** Out of one side, up or down beside the box that has less of a label, and into the other. */
  static Edge across(Box from, Box to) {
    boolean rightwards = to.x() >= from.right();
    double begin = rightwards ? from.right() : from.x();
    double end = rightwards ? to.x() : to.right();
    double out = rightwards ? BESIDE : -BESIDE;
    double between = from.label().isEmpty() ? begin + out : end - out;
    return new Edge(from.key(), to.key(), elbow(begin, from.centreY(), between, end, to.centreY()));
  }

  /** Out of one side, up or down at some place, and into the facing side. */
  static Edge through(Box from, Box to, double between) {
    boolean rightwards = to.x() >= from.right();
    double begin = rightwards ? from.right() : from.x();
    double end = rightwards ? to.x() : to.right();
    return new Edge(from.key(), to.key(), elbow(begin, from.centreY(), between, end, to.centreY()));
  }

  /** Out of the left sides of both, left of both. */
  static Edge around(Box from, Box to) {
    double between = Math.min(from.x(), to.x()) - BESIDE;
    return new Edge(
        from.key(), to.key(), elbow(from.x(), from.centreY(), between, to.x(), to.centreY()));
  }

  private static ImmutableList<Corner> elbow(
      double beginX, double beginY, double betweenX, double endX, double endY) {
    return ImmutableList.of(
        new Corner(beginX, beginY),
        new Corner(betweenX, beginY),
        new Corner(betweenX, endY),
        new Corner(endX, endY));
  }

  /** Whether a point is on it, or at most so far away. */
  public boolean isNear(double x, double y, double distance) {
    for (int i = 1; i < corners.size(); i++) {
      Corner from = corners.get(i - 1);
      Corner to = corners.get(i);
      if (x >= Math.min(from.x(), to.x()) - distance
          && x <= Math.max(from.x(), to.x()) + distance
          && y >= Math.min(from.y(), to.y()) - distance
          && y <= Math.max(from.y(), to.y()) + distance) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where one is that has gone a part of the way.
   *
   * @param part from 0 to 1
   */
  public static Corner along(ImmutableList<Corner> corners, double part) {
    double left = Math.clamp(part, 0, 1) * length(corners);
    for (int i = 1; i < corners.size(); i++) {
      Corner from = corners.get(i - 1);
      Corner to = corners.get(i);
      double piece = length(from, to);
      if (left <= piece && piece > 0) {
        double share = left / piece;
        return new Corner(
            from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y()));
      }
      left -= piece;
    }
    return corners.getLast();
  }

  private static double length(ImmutableList<Corner> corners) {
    double length = 0;
    for (int i = 1; i < corners.size(); i++) {
      length += length(corners.get(i - 1), corners.get(i));
    }
    return length;
  }

  private static double length(Corner from, Corner to) {
    return Math.abs(to.x() - from.x()) + Math.abs(to.y() - from.y());
  }
}
