package dev.espalier.fx.client;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.effect.DropShadow;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import tools.jackson.databind.JsonNode;

/** A box with padding, a border, a background and limits to its size around one component. */
record ContainerWidget(StackPane node) implements Widget {

  static ContainerWidget empty() {
    return new ContainerWidget(new StackPane());
  }

  @Override
  public void show(Component component, Slots children) {
    JsonNode decoration = component.property("decoration");
    JsonNode border =
        component.properties().containsKey("border")
            ? component.property("border")
            : decoration.path("border");
    node.setPadding(Styling.padding(component));
    node.setAlignment(Styling.position(component.word("alignment", ""), Pos.TOP_LEFT));
    node.setBackground(Styling.background(decoration));
    node.setBorder(Styling.border(border, decoration));
    node.setEffect(shadow(decoration.path("boxShadow")).orElse(null));
    node.getStyleClass()
        .setAll(
            Styling.color(decoration.path("color")).map(ContainerWidget::ink).orElse(List.of()));
    boolean aligned = component.properties().containsKey("alignment");
    constrain(component.property("constraints"), aligned ? Double.MAX_VALUE : Region.USE_PREF_SIZE);
    Slots.place(children.in("child"), node.getChildren());
  }

  /** As in Flutter, a container is as large as its child, unless it aligns it in more room. */
  private void constrain(JsonNode constraints, double most) {
    double computed = Region.USE_COMPUTED_SIZE;
    node.setMinSize(
        constraints.path("minWidth").asDouble(computed),
        constraints.path("minHeight").asDouble(computed));
    node.setMaxSize(
        most(constraints.path("maxWidth"), most), most(constraints.path("maxHeight"), most));
  }

  /** Lenra writes -1 for no limit. */
  private static double most(JsonNode limit, double otherwise) {
    double most = limit.asDouble(otherwise);
    return limit.isNumber() && most < 0 ? Double.MAX_VALUE : most;
  }

  private static Optional<DropShadow> shadow(JsonNode shadow) {
    return Styling.color(shadow.path("color"))
        .map(color ->
            new DropShadow(
                shadow.path("blurRadius").asDouble(0),
                shadow.path("offset").path("dx").asDouble(0),
                shadow.path("offset").path("dy").asDouble(0),
                color));
  }

  /** An app chooses backgrounds without knowing the theme; what is on them stays readable. */
  private static List<String> ink(Color background) {
    if (background.getOpacity() < 0.5) {
      return List.of();
    }
    double luminance =
        0.2126 * background.getRed()
            + 0.7152 * background.getGreen()
            + 0.0722 * background.getBlue();
    return List.of(luminance > 0.45 ? "ui-on-light" : "ui-on-dark");
  }
}
