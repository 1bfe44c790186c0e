package dev.espalier.fx.client;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** A button, with icons beside its text when it has any. */
final class ButtonWidget implements Widget {
  private final Button button = new Button();

  ButtonWidget(Wire wire) {
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> wire.press());
  }

  @Override
  public Node node() {
    return button;
  }

  @Override
  public void show(Component component, Slots children) {
    String text = component.word("text", "");
    button.setText(text);
    button.setDisable(component.is("disabled"));
    button.getStyleClass().setAll(styleClasses(component));
    if (children.all().isEmpty()) {
      button.setGraphic(null);
      button.setContentDisplay(ContentDisplay.LEFT);
    } else {
      button.setGraphic(withIcons(text, children));
      button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    }
  }

  private static Node withIcons(String text, Slots children) {
    HBox row = new HBox();
    row.getStyleClass().add("ui-button-row");
    row.getChildren().addAll(children.in("leftIcon"));
    if (!text.isEmpty()) {
      row.getChildren().add(new Label(text));
    }
    row.getChildren().addAll(children.in("rightIcon"));
    return row;
  }

  /** Of a {@code mainStyle} and a {@code size}, as buttons and dropdown buttons have them. */
  static List<String> styleClasses(Component component) {
    List<String> classes = new ArrayList<>(List.of("button", "ui-button"));
    switch (component.word("mainStyle", "primary")) {
      case "secondary" -> classes.add("button-outlined");
      case "tertiary" -> classes.add("flat");
      default -> classes.add("accent");
    }
    switch (component.word("size", "medium")) {
      case "small" -> classes.add("small");
      case "large" -> classes.add("large");
      default -> classes.add("medium");
    }
    return classes;
  }
}
