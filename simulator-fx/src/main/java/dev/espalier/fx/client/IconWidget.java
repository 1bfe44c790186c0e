package dev.espalier.fx.client;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** An icon, shown by its name. */
final class IconWidget implements Widget {
  private final Label name = new Label();

  IconWidget() {
    name.setMinWidth(Region.USE_PREF_SIZE);
    name.getStyleClass().add("ui-icon");
  }

  @Override
  public Node node() {
    return name;
  }

  @Override
  public void show(Component component, Slots children) {
    name.setText(component.word("value", "icon").replace('_', ' '));
    name.setAccessibleText(component.word("semanticLabel", name.getText()));
    name.setStyle(
        Styling.color(component.property("color"))
            .map(color -> "-fx-border-color:" + Styling.css(color))
            .orElse(""));
  }
}
