package dev.espalier.fx.client;

import javafx.geometry.Pos;
import javafx.scene.layout.StackPane;

/** A component that shows nothing but its child: a form, or a flexible part of a flex. */
record SingleChildWidget(StackPane node) implements Widget {

  static SingleChildWidget empty() {
    StackPane pane = new StackPane();
    pane.setAlignment(Pos.TOP_LEFT);
    return new SingleChildWidget(pane);
  }

  @Override
  public void show(Component component, Slots children) {
    FlexPane.share(
        node,
        component.type().equals("flexible") ? component.number("flex", 1) : 0,
        !component.word("fit", "tight").equals("loose"));
    Slots.place(children.in("child"), node.getChildren());
  }
}
