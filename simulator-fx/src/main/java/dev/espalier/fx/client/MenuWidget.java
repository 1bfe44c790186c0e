package dev.espalier.fx.client;

import javafx.scene.layout.VBox;

/** A column of items to choose from. */
record MenuWidget(VBox node) implements Widget {

  static MenuWidget empty() {
    VBox column = new VBox();
    column.getStyleClass().add("ui-menu");
    column.setFillWidth(true);
    return new MenuWidget(column);
  }

  @Override
  public void show(Component component, Slots children) {
    Slots.place(children.in("children"), node.getChildren());
  }
}
