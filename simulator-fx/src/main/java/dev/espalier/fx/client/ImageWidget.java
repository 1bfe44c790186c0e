package dev.espalier.fx.client;

import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** An image of the app; its name in a frame of its size when it cannot be had. */
final class ImageWidget implements Widget {
  private final Function<String, Optional<Image>> images;
  private final StackPane frame = new StackPane();

  ImageWidget(Function<String, Optional<Image>> images) {
    this.images = images;
  }

  @Override
  public Node node() {
    return frame;
  }

  @Override
  public void show(Component component, Slots children) {
    String source = component.word("src", "");
    frame.setAccessibleText("image " + source);
    frame.setMinWidth(component.number("width", Region.USE_COMPUTED_SIZE));
    frame.setPrefSize(
        component.number("width", Region.USE_COMPUTED_SIZE),
        component.number("height", Region.USE_COMPUTED_SIZE));
    Optional<Image> image = images.apply(source).filter(found -> !found.isError());
    frame.getStyleClass().remove("ui-missing-image");
    if (image.isEmpty()) {
      frame.getStyleClass().add("ui-missing-image");
    }
    Node shown =
        image
            .<Node>map(found -> picture(found, component))
            .or(() -> children.first("errorPlaceholder"))
            .orElseGet(() -> new Label(source));
    frame.getChildren().setAll(shown);
  }

  private static ImageView picture(Image image, Component component) {
    ImageView picture = new ImageView(image);
    picture.setPreserveRatio(!component.word("fit", "contain").equals("fill"));
    picture.setFitWidth(component.number("width", 0));
    picture.setFitHeight(component.number("height", 0));
    return picture;
  }
}
