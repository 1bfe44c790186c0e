package dev.espalier.fx.client;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;

/** A number between two others, which stands beside the slider. */
final class SliderWidget implements Widget {
  private final Slider slider = new Slider();
  private final Label number = new Label();
  private final HBox row = new HBox(slider, number);
  private double shown = Double.NaN;
  private boolean showing;

  SliderWidget(Wire wire) {
    row.getStyleClass().add("ui-slider");
    row.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(slider, Priority.ALWAYS);
    slider.setMinWidth(80);
    number.setMinWidth(Label.USE_PREF_SIZE);
    slider
        .valueProperty()
        .subscribe((_, _) -> {
          number.setText(number().toString());
          if (!showing) {
            wire.fire("onChanged", number());
          }
        });
    slider.setOnMousePressed(_ -> wire.fire("onChangeStart", number()));
    slider.setOnMouseReleased(_ -> wire.fire("onChangeEnd", number()));
  }

  @Override
  public Node node() {
    return row;
  }

  @Override
  public void show(Component component, Slots children) {
    showing = true;
    slider.setMin(component.number("min", 0));
    slider.setMax(component.number("max", 1));
    double divisions = component.number("divisions", 0);
    slider.setSnapToTicks(divisions > 0);
    slider.setMinorTickCount(0);
    if (divisions > 0) {
      slider.setMajorTickUnit((slider.getMax() - slider.getMin()) / divisions);
      slider.setBlockIncrement(slider.getMajorTickUnit());
    }
    slider.setDisable(component.is("disabled"));
    slider.setAccessibleText(component.word("label", component.word("name", "slider")));
    double value = component.number("value", slider.getMin());
    if (value != shown) {
      shown = value;
      slider.setValue(value);
    }
    number.setText(number().toString());
    showing = false;
  }

  @Override
  public Optional<JsonNode> value() {
    return Optional.of(number());
  }

  /** Rounded to a hundredth; whole numbers without a point. */
  private JsonNode number() {
    double value = Math.round(slider.getValue() * 100) / 100.0;
    return value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE
        ? IntNode.valueOf((int) value)
        : DoubleNode.valueOf(value);
  }
}
