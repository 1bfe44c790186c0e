package dev.espalier.fx.client;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.RadioButton;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One of several choices; those of one name exclude each other. */
final class RadioWidget implements Widget {
  private final Wire wire;
  private final Surroundings around;
  private final RadioButton radio = new RadioButton();
  private @Nullable JsonNode shown;

  RadioWidget(Wire wire, Surroundings around) {
    this.wire = wire;
    this.around = around;
    radio.setOnAction(_ -> wire.fire("onPressed", wire.component().property("value")));
  }

  @Override
  public Node node() {
    return radio;
  }

  @Override
  public void show(Component component, Slots children) {
    String name = component.word("name", "");
    radio.setToggleGroup(name.isEmpty() ? null : around.radioGroup(name));
    radio.setDisable(component.is("disabled"));
    radio.setAccessibleText("%s %s".formatted(name, component.word("value", "")).strip());
    JsonNode chosen = component.property("groupValue");
    if (!chosen.equals(shown)) {
      shown = chosen;
      radio.setSelected(chosen.equals(component.property("value")));
    }
  }

  @Override
  public void leave() {
    radio.setToggleGroup(null);
  }

  @Override
  public Optional<JsonNode> value() {
    return radio.isSelected() ? Optional.of(wire.component().property("value")) : Optional.empty();
  }
}
