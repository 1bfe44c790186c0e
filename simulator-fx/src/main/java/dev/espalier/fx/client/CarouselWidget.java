package dev.espalier.fx.client;

import com.google.common.collect.ImmutableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import tools.jackson.databind.JsonNode;

/** One of several components at a time, with buttons to turn the pages. */
final class CarouselWidget implements Widget {
  private final StackPane page = new StackPane();
  private final Label position = new Label();
  private final Button back = turning("←", "previous", -1);
  private final Button forward = turning("→", "next", 1);
  private final HBox bar = new HBox(back, position, forward);
  private final VBox box = new VBox(page, bar);
  private ImmutableList<Node> pages = ImmutableList.of();
  private boolean endless;
  private boolean begun;
  private int index;

  CarouselWidget() {
    box.getStyleClass().add("ui-carousel");
    position.setMinWidth(Region.USE_PREF_SIZE);
    bar.setAlignment(Pos.CENTER);
    bar.getStyleClass().add("ui-carousel-bar");
  }

  private Button turning(String sign, String name, int by) {
    Button button = new Button(sign);
    button.getStyleClass().addAll("flat", "small");
    button.setAccessibleText(name);
    button.setOnAction(_ -> turn(by));
    return button;
  }

  private void turn(int by) {
    int count = Math.max(1, pages.size());
    index = endless ? Math.floorMod(index + by, count) : Math.clamp(index + by, 0, count - 1);
    Slots.place(pages.isEmpty() ? pages : pages.subList(index, index + 1), page.getChildren());
    position.setText("%d of %d".formatted(pages.isEmpty() ? 0 : index + 1, pages.size()));
    back.setDisable(!endless && index == 0);
    forward.setDisable(!endless && index >= pages.size() - 1);
  }

  @Override
  public Node node() {
    return box;
  }

  @Override
  public void show(Component component, Slots children) {
    JsonNode options = component.property("options");
    pages = children.in("children");
    endless = options.path("enableInfiniteScroll").asBoolean(true) && pages.size() > 1;
    page.setMinHeight(options.path("height").asDouble(Region.USE_COMPUTED_SIZE));
    if (!begun) {
      begun = true;
      index = options.path("initialPage").asInt(0);
    }
    turn(0);
  }
}
