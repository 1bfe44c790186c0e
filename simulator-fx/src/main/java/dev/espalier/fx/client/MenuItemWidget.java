package dev.espalier.fx.client;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;

/** A line of a menu; the selected one is ticked. */
final class MenuItemWidget implements Widget {
  private final Button item = new Button();

  MenuItemWidget(Wire wire) {
    item.getStyleClass().setAll("button", "flat", "ui-menu-item");
    item.setMinWidth(Region.USE_PREF_SIZE);
    item.setMaxWidth(Double.MAX_VALUE);
    item.setOnAction(_ -> wire.press());
  }

  @Override
  public Node node() {
    return item;
  }

  @Override
  public void show(Component component, Slots children) {
    boolean selected = component.is("isSelected");
    String text = component.word("text", "");
    item.setText(selected ? "✓ " + text : text);
    item.setAccessibleText(selected ? text + ", selected" : text);
    item.setDisable(component.is("disabled"));
    item.setGraphic(children.first("icon").orElse(null));
  }
}
