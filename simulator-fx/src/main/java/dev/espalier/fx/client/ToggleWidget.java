package dev.espalier.fx.client;

import atlantafx.base.controls.ToggleSwitch;
import java.util.Optional;
import javafx.geometry.HorizontalDirection;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** A switch, on or off. */
final class ToggleWidget implements Widget {
  private final ToggleSwitch toggle = new ToggleSwitch();
  private @Nullable JsonNode shown;
  private boolean showing;

  ToggleWidget(Wire wire) {
    toggle.setLabelPosition(HorizontalDirection.RIGHT);
    toggle.setMinWidth(Region.USE_PREF_SIZE);
    toggle
        .selectedProperty()
        .subscribe((_, on) -> {
          name();
          if (!showing) {
            wire.fire("onPressed", BooleanNode.valueOf(on));
          }
        });
    name();
  }

  /** The word beside it, so that its state is not told by colour alone. */
  private void name() {
    toggle.setText(toggle.isSelected() ? "on" : "off");
  }

  @Override
  public Node node() {
    return toggle;
  }

  @Override
  public void show(Component component, Slots children) {
    toggle.setDisable(component.is("disabled"));
    toggle.setAccessibleText(component.word("name", "toggle"));
    JsonNode value = component.property("value");
    if (!value.equals(shown)) {
      shown = value;
      showing = true;
      toggle.setSelected(component.is("value"));
      showing = false;
    }
  }

  @Override
  public Optional<JsonNode> value() {
    return Optional.of(BooleanNode.valueOf(toggle.isSelected()));
  }
}
