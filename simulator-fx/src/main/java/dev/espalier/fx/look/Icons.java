package dev.espalier.fx.look;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;

/** Buttons with a drawn sign, 16 pixels high. */
public final class Icons {
  public static final String PLAY = "M4 2 L14 8 L4 14 Z";
  public static final String PAUSE = "M4 2 H7 V14 H4 Z M9 2 H12 V14 H9 Z";
  public static final String NEXT_MESSAGE = "M3 3 L10 8 L3 13 Z M11 3 H13 V13 H11 Z";
  public static final String PREVIOUS_MESSAGE = "M13 3 L6 8 L13 13 Z M5 3 H3 V13 H5 Z";
  public static final String NEXT_STEP = "M1 3 L7 8 L1 13 Z M7 3 L13 8 L7 13 Z M14 3 H16 V13 H14 Z";
  public static final String PREVIOUS_STEP =
      "M15 3 L9 8 L15 13 Z M9 3 L3 8 L9 13 Z M2 3 H0 V13 H2 Z";

  private Icons() {}

  public static Region of(String path) {
    SVGPath shape = new SVGPath();
    shape.setContent(path);
    Region icon = new Region();
    icon.setShape(shape);
    icon.setScaleShape(false);
    icon.getStyleClass().add("icon");
    icon.setMinSize(16, 16);
    icon.setPrefSize(16, 16);
    return icon;
  }

  /**
   * @param name what it does, with its key, for the tooltip and for screen readers
   */
  public static Button button(String id, String path, String name, Runnable action) {
    Button button = new Button("", of(path));
    button.setId(id);
    button.getStyleClass().addAll("flat", "icon-button");
    button.setTooltip(new Tooltip(name));
    button.setAccessibleText(name);
    button.setFocusTraversable(false);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
