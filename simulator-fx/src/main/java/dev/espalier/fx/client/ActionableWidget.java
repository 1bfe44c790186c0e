package dev.espalier.fx.client;

import javafx.animation.PauseTransition;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/** Something that is no button but can be pressed, hovered and held. */
final class ActionableWidget implements Widget {
  private static final Duration LONG = Duration.millis(500);

  private final Wire wire;
  private final StackPane area = new StackPane();
  private final PauseTransition held = new PauseTransition(LONG);

  ActionableWidget(Wire wire) {
    this.wire = wire;
    area.getStyleClass().add("ui-actionable");
    area.setAccessibleRole(AccessibleRole.BUTTON);
    area.setFocusTraversable(true);
    held.setOnFinished(_ -> wire.fire("onLongPressed"));
    area.setOnMousePressed(_ -> held.playFromStart());
    area.setOnMouseReleased(event -> released(area.contains(event.getX(), event.getY())));
    area.setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
        clicked(event.getClickCount());
      }
    });
    area.setOnMouseEntered(_ -> wire.fire("onHovered"));
    area.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
        wire.press();
        event.consume();
      }
    });
  }

  private void released(boolean inside) {
    held.stop();
    if (!inside) {
      wire.fire("onPressedCancel");
    }
  }

  private void clicked(int count) {
    if (count % 2 == 0 && wire.component().listener("onDoublePressed").isPresent()) {
      wire.fire("onDoublePressed");
    } else {
      wire.press();
    }
  }

  @Override
  public Node node() {
    return area;
  }

  @Override
  public void show(Component component, Slots children) {
    Slots.place(children.in("child"), area.getChildren());
  }

  @Override
  public void leave() {
    held.stop();
  }
}
