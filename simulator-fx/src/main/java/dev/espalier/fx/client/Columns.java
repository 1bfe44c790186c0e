package dev.espalier.fx.client;

import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** Two parts beside each other where there is room for both, and else one below the other. */
final class Columns extends Pane {
  private static final double ROOM_FOR_BOTH = 640;
  private static final double GAP = 16;

  private final Region first;
  private final Region second;

  Columns(Region first, Region second) {
    super(first, second);
    this.first = first;
    this.second = second;
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  private boolean besideEachOther(double width) {
    return width >= ROOM_FOR_BOTH && second.isManaged();
  }

  private double inner(double width) {
    return width - getInsets().getLeft() - getInsets().getRight();
  }

  private double columnWidth(double width) {
    double inner = inner(width);
    return besideEachOther(width) ? Math.floor((inner - GAP) / 2) : inner;
  }

  @Override
  protected double computePrefHeight(double width) {
    double used = width < 0 ? prefWidth(-1) : width;
    double column = columnWidth(used);
    double one = first.prefHeight(column);
    double other = second.isManaged() ? second.prefHeight(column) : 0;
    Insets insets = getInsets();
    double height = besideEachOther(used) ? Math.max(one, other) : one + below(other);
    return insets.getTop() + Math.ceil(height) + insets.getBottom();
  }

  private double below(double height) {
    return second.isManaged() ? GAP + height : 0;
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    double column = columnWidth(getWidth());
    double left = getInsets().getLeft();
    double top = getInsets().getTop();
    double height = first.prefHeight(column);
    first.resizeRelocate(left, top, column, height);
    if (besideEachOther(getWidth())) {
      second.resizeRelocate(left + column + GAP, top, column, second.prefHeight(column));
    } else {
      second.resizeRelocate(left, top + height + GAP, column, second.prefHeight(column));
    }
  }
}
