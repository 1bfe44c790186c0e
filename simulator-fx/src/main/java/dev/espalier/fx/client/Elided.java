package dev.espalier.fx.client;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

/** Text in one line; what is cut off is told by a tooltip. */
final class Elided {
  private Elided() {}

  static Label label(String... styleClasses) {
    Label label = new Label();
    label.setMinWidth(0);
    label.getStyleClass().addAll(styleClasses);
    label
        .textTruncatedProperty()
        .subscribe(truncated -> label.setTooltip(truncated ? tooltip(label) : null));
    return label;
  }

  private static Tooltip tooltip(Label label) {
    Tooltip tooltip = new Tooltip();
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(480);
    tooltip.textProperty().bind(label.textProperty());
    return tooltip;
  }
}
