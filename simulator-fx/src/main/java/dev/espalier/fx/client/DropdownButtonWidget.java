package dev.espalier.fx.client;

import java.util.List;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** A button under which its child drops down, until something in it is chosen. */
final class DropdownButtonWidget implements Widget {
  private final MenuButton button = new MenuButton();
  private final StackPane panel = new StackPane();

  DropdownButtonWidget() {
    button.setMinWidth(Region.USE_PREF_SIZE);
    CustomMenuItem item = new CustomMenuItem(panel, false);
    item.getStyleClass().add("ui-dropdown");
    button.getItems().add(item);
    panel.addEventHandler(ActionEvent.ACTION, _ -> button.hide());
  }

  @Override
  public Node node() {
    return button;
  }

  @Override
  public void show(Component component, Slots children) {
    button.setText(component.word("text", ""));
    button.setDisable(component.is("disabled"));
    List<String> classes = ButtonWidget.styleClasses(component);
    classes.set(0, "menu-button");
    button.getStyleClass().setAll(classes);
    button.setGraphic(children.first("icon").orElse(null));
    Slots.place(children.in("child"), panel.getChildren());
  }
}
