package dev.espalier.fx.graph;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** A few lines beside the mouse, wherever there is room for them. */
public final class HoverLabel {
  private static final int AWAY = 14;
  private static final int MARGIN = 4;

  private final Label label = new Label();

  public HoverLabel() {
    label.getStyleClass().add("graph-tip");
    label.setMouseTransparent(true);
    label.setVisible(false);
  }

  public Label root() {
    return label;
  }

  /**
   * Says something of what is at a place; nothing when the text is empty.
   *
   * @param within in which the label has to fit, and the place is measured
   */
  public void tell(String text, double x, double y, Region within) {
    label.setVisible(!text.isEmpty());
    if (!text.isEmpty()) {
      label.setText(text);
      label.autosize();
      double most = Math.max(MARGIN, within.getWidth() - label.getWidth() - MARGIN);
      boolean isBelow = y + AWAY + label.getHeight() < within.getHeight();
      label.relocate(
          Math.clamp(x + AWAY, MARGIN, most), isBelow ? y + AWAY : y - AWAY - label.getHeight());
    }
  }
}
