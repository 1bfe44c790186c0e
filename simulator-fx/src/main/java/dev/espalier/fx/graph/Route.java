package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge.Corner;
import java.util.List;

/** The way of a message over the plane, measured once so that many can be followed along it. */
final class Route {
  private static final int DROP = 32;
  private static final int LOOP = 12;

  private final List<Corner> corners;
  private final double[] x;
  private final double[] y;

  /** How far it is to each corner. */
  private final double[] reached;

  Route(List<Corner> corners) {
    this.corners = corners;
    x = corners.stream().mapToDouble(Corner::x).toArray();
    y = corners.stream().mapToDouble(Corner::y).toArray();
    reached = new double[x.length];
    for (int i = 1; i < x.length; i++) {
      reached[i] = reached[i - 1] + Math.abs(x[i] - x[i - 1]) + Math.abs(y[i] - y[i - 1]);
    }
  }

  /** From outside: into a box from above. */
  static Route into(Box box) {
    return new Route(
        List.of(new Corner(box.centreX(), box.y() - DROP), new Corner(box.centreX(), box.y())));
  }

  /** From a box to itself, over its corner. */
  static Route within(Box box) {
    double right = box.right() + LOOP;
    double above = box.y() - LOOP;
    return new Route(
        List.of(
            new Corner(box.right(), box.centreY()),
            new Corner(right, box.centreY()),
            new Corner(right, above),
            new Corner(box.centreX(), above),
            new Corner(box.centreX(), box.y())));
  }

  List<Corner> corners() {
    return corners;
  }

  /** The index of the piece on which one is. */
  private int piece(double way) {
    int piece = 1;
    while (piece < reached.length - 1 && reached[piece] < way) {
      piece++;
    }
    return piece;
  }

  private double share(int piece, double way) {
    double length = reached[piece] - reached[piece - 1];
    return length == 0 ? 1 : (way - reached[piece - 1]) / length;
  }

  /**
   * Where one is that has gone a part of the way.
   *
   * @param part from 0 to 1
   */
  double x(double part) {
    double way = Math.clamp(part, 0, 1) * reached[reached.length - 1];
    int piece = piece(way);
    return x[piece - 1] + share(piece, way) * (x[piece] - x[piece - 1]);
  }

  /** As {@link #x}. */
  double y(double part) {
    double way = Math.clamp(part, 0, 1) * reached[reached.length - 1];
    int piece = piece(way);
    return y[piece - 1] + share(piece, way) * (y[piece] - y[piece - 1]);
  }
}
