package dev.espalier.fx.client;

import com.google.common.base.Ascii;
import dev.espalier.fx.arrangement.Role;
import dev.espalier.scenario.story.Cause;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * A cause, with a dot in the colour of its process's role. Its detail stands at the right, or below
 * where there is not enough room. Pressing it goes to its event.
 */
final class CauseRow extends Pane {
  private static final double DOT = 9;
  private static final double INDENT = 22;
  private static final double GAP = 12;

  private final Region before = new Region();
  private final Region after = new Region();
  private final Region dot = new Region();
  private final Label words = Elided.label("why-words");
  private final Label detail = new Label();

  /**
   * @param first whether no cause stands before it
   * @param last whether none stands after it
   */
  CauseRow(Cause cause, boolean first, boolean last, Runnable seek) {
    getStyleClass().addAll("why-row", "role-" + Ascii.toLowerCase(Role.of(cause.kind()).name()));
    dot.getStyleClass().add("why-dot");
    before.getStyleClass().add("why-line");
    after.getStyleClass().add("why-line");
    before.setVisible(!first);
    after.setVisible(!last);
    words.setText(cause.words());
    detail.setText(cause.detail());
    detail.getStyleClass().add("why-detail");
    detail.setWrapText(true);
    getChildren().addAll(before, after, dot, words, detail);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.BUTTON);
    setAccessibleText("%s: %s. Go there.".formatted(cause.words(), cause.detail()));
    setOnMouseClicked(_ -> seek.run());
    setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
        seek.run();
        event.consume();
      }
    });
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  private double room(double width) {
    Insets insets = getInsets();
    return width - insets.getLeft() - insets.getRight() - INDENT;
  }

  private boolean besideEachOther(double room) {
    return words.prefWidth(-1) + GAP + detail.prefWidth(-1) <= room;
  }

  private boolean hasDetail() {
    return !detail.getText().isEmpty();
  }

  @Override
  protected double computeMinWidth(double height) {
    return 160;
  }

  @Override
  protected double computePrefWidth(double height) {
    return INDENT + words.prefWidth(-1) + GAP + detail.prefWidth(-1);
  }

  @Override
  protected double computePrefHeight(double width) {
    double room = room(width < 0 ? prefWidth(-1) : width);
    double line = words.prefHeight(-1);
    double more = besideEachOther(room) || !hasDetail() ? 0 : detail.prefHeight(room);
    return getInsets().getTop() + Math.ceil(line + more) + getInsets().getBottom();
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    Insets insets = getInsets();
    double left = insets.getLeft() + INDENT;
    double top = insets.getTop();
    double room = room(getWidth());
    double line = words.prefHeight(-1);
    double middle = Math.rint(top + line / 2);
    double axis = insets.getLeft() + Math.floor(DOT / 2);
    before.resizeRelocate(axis, 0, 1, middle - DOT / 2);
    after.resizeRelocate(axis, middle + DOT / 2, 1, getHeight() - middle - DOT / 2);
    dot.resizeRelocate(insets.getLeft(), Math.rint(middle - DOT / 2), DOT, DOT);
    words.resizeRelocate(left, top, Math.min(room, words.prefWidth(-1)), line);
    if (besideEachOther(room)) {
      double width = detail.prefWidth(-1);
      detail.resizeRelocate(left + room - width, top, width, line);
    } else {
      detail.resizeRelocate(left, top + line, room, detail.prefHeight(room));
    }
  }
}
