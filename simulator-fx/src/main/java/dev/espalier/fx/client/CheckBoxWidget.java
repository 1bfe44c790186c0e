package dev.espalier.fx.client;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.NullNode;

/** A box to tick; with {@code tristate} a null value leaves it undecided. */
final class CheckBoxWidget implements Widget {
  private final CheckBox box = new CheckBox();
  private @Nullable JsonNode shown;

  CheckBoxWidget(Wire wire) {
    box.setOnAction(_ -> wire.fire("onPressed", state()));
  }

  @Override
  public Node node() {
    return box;
  }

  @Override
  public void show(Component component, Slots children) {
    box.setAllowIndeterminate(component.is("tristate"));
    box.setDisable(component.is("disabled"));
    box.setAccessibleText(component.word("name", "checkbox"));
    JsonNode value = component.property("value");
    if (!value.equals(shown)) {
      shown = value;
      box.setSelected(component.is("value"));
      box.setIndeterminate(component.is("tristate") && value.isNull());
    }
  }

  @Override
  public Optional<JsonNode> value() {
    return Optional.of(state());
  }

  private JsonNode state() {
    return box.isIndeterminate() ? NullNode.instance : BooleanNode.valueOf(box.isSelected());
  }
}
