package dev.espalier.fx.client;

import java.util.Optional;
import javafx.scene.Node;
import tools.jackson.databind.JsonNode;

/** A control that shows a component. */
interface Widget {
  Node node();

  /** Shows the component as it is now, with {@code children} drawn for those in it. */
  void show(Component component, Slots children);

  /** What the user entered, for the form it is in. */
  default Optional<JsonNode> value() {
    return Optional.empty();
  }

  /** The component has gone from the UI. */
  default void leave() {}

  /** A new widget for components of the wire's kind. */
  static Widget of(Wire wire, Surroundings around) {
    return switch (wire.component().type()) {
      case "text" -> new TextWidget();
      case "icon" -> new IconWidget();
      case "image" -> new ImageWidget(around.images());
      case "statusSticker" -> new StatusStickerWidget();
      case "button" -> new ButtonWidget(wire);
      case "actionable" -> new ActionableWidget(wire);
      case "textfield" -> new TextFieldWidget(wire);
      case "checkbox" -> new CheckBoxWidget(wire);
      case "toggle" -> new ToggleWidget(wire);
      case "radio" -> new RadioWidget(wire, around);
      case "slider" -> new SliderWidget(wire);
      case "dropdownButton" -> new DropdownButtonWidget();
      case "menu" -> MenuWidget.empty();
      case "menuItem" -> new MenuItemWidget(wire);
      case "flex" -> FlexWidget.of(wire.component());
      case "flexible", "form" -> SingleChildWidget.empty();
      case "wrap" -> WrapWidget.empty();
      case "stack" -> StackWidget.empty();
      case "container" -> ContainerWidget.empty();
      case "carousel" -> new CarouselWidget();
      case "overlayEntry" -> new OverlayEntryWidget(around.overlays());
      default -> new UnknownWidget();
    };
  }
}
