package dev.espalier.fx.client;

import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.layout.FlowPane;

/** Components in a line that breaks where it is full. */
record WrapWidget(FlowPane node) implements Widget {

  static WrapWidget empty() {
    return new WrapWidget(new FlowPane());
  }

  @Override
  public void show(Component component, Slots children) {
    boolean vertical = component.word("direction", "horizontal").equals("vertical");
    double spacing = component.unit() * component.number("spacing", 0);
    double lines =
        component.properties().containsKey("runSpacing")
            ? component.unit() * component.number("runSpacing", 0)
            : spacing;
    node.setOrientation(vertical ? Orientation.VERTICAL : Orientation.HORIZONTAL);
    node.setHgap(vertical ? lines : spacing);
    node.setVgap(vertical ? spacing : lines);
    node.setAlignment(
        switch (component.word("alignment", "start")) {
          case "center" -> Pos.TOP_CENTER;
          case "end" -> Pos.TOP_RIGHT;
          default -> Pos.TOP_LEFT;
        });
    Slots.place(children.in("children"), node.getChildren());
  }
}
