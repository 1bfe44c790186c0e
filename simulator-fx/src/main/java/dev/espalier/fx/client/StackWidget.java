package dev.espalier.fx.client;

import javafx.geometry.Pos;
import javafx.scene.layout.StackPane;

/** Components on top of each other. */
record StackWidget(StackPane node) implements Widget {

  static StackWidget empty() {
    return new StackWidget(new StackPane());
  }

  @Override
  public void show(Component component, Slots children) {
    node.setAlignment(Styling.position(component.word("alignment", ""), Pos.TOP_LEFT));
    Slots.place(children.in("children"), node.getChildren());
  }
}
