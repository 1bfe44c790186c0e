package dev.espalier.fx.client;

import com.google.common.collect.ImmutableList;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

/** A row or column; with {@code scroll} it scrolls along. */
record FlexWidget(Node node, FlexPane pane) implements Widget {

  static FlexWidget of(Component component) {
    FlexPane pane = new FlexPane();
    return component.is("scroll")
        ? new FlexWidget(scrolled(pane, component), pane)
        : new FlexWidget(pane, pane);
  }

  private static ScrollPane scrolled(FlexPane pane, Component component) {
    boolean vertical = FlexPane.axis(component).equals("vertical");
    ScrollPane scroll = new ScrollPane(pane);
    scroll.getStyleClass().add("ui-scroll");
    scroll.setFitToWidth(vertical);
    scroll.setFitToHeight(!vertical);
    scroll.setFocusTraversable(false);
    return scroll;
  }

  @Override
  public void show(Component component, Slots children) {
    pane.arrange(component);
    ImmutableList<Node> nodes = children.in("children");
    Slots.place(runsBackwards(component) ? nodes.reverse() : nodes, pane.getChildren());
  }

  private static boolean runsBackwards(Component flex) {
    return FlexPane.axis(flex).equals("vertical")
        ? flex.word("verticalDirection", "down").equals("up")
        : flex.word("horizontalDirection", "ltr").equals("rtl");
  }
}
