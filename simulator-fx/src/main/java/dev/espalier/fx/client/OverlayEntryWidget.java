package dev.espalier.fx.client;

import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * A component shown above the whole UI, all of which it covers if it is opaque; in its own place
 * stands nothing.
 */
final class OverlayEntryWidget implements Widget {
  private final Pane overlays;
  private final Region place = new Region();
  private final StackPane card = new StackPane();

  OverlayEntryWidget(Pane overlays) {
    this.overlays = overlays;
    place.setManaged(false);
    card.getStyleClass().add("ui-overlay");
    overlays.getChildren().add(card);
  }

  @Override
  public Node node() {
    return place;
  }

  @Override
  public void show(Component component, Slots children) {
    boolean opaque = component.is("opaque");
    double most = opaque ? Double.MAX_VALUE : Region.USE_PREF_SIZE;
    card.setMaxSize(most, most);
    card.setVisible(component.word("showOverlay", "true").equals("true"));
    Slots.place(children.in("child"), card.getChildren());
  }

  @Override
  public void leave() {
    overlays.getChildren().remove(card);
  }
}
