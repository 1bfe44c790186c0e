package dev.espalier.fx.client;

import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** A component of a type nobody knows: its name, what it says, and the components in it. */
final class UnknownWidget implements Widget {
  private final Label name = new Label();
  private final Label properties = new Label();
  private final VBox box = new VBox(name, properties);

  UnknownWidget() {
    box.getStyleClass().add("ui-unknown");
    name.getStyleClass().add("ui-unknown-name");
    properties.getStyleClass().add("ui-unknown-properties");
    properties.setWrapText(true);
  }

  @Override
  public Node node() {
    return box;
  }

  @Override
  public void show(Component component, Slots children) {
    name.setText(component.type().isEmpty() ? "JSON" : component.type() + " (unknown component)");
    properties.setText(
        component.type().isEmpty()
            ? component.json().toPrettyString()
            : component.properties().entrySet().stream()
                .map(property -> property.getKey() + ": " + property.getValue())
                .collect(Collectors.joining("\n")));
    Slots.place(
        ImmutableList.<Node>builder().add(name, properties).addAll(children.all()).build(),
        box.getChildren());
  }
}
