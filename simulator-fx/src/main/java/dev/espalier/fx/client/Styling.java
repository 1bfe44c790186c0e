package dev.espalier.fx.client;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Border;
import javafx.scene.layout.BorderStroke;
import javafx.scene.layout.BorderStrokeStyle;
import javafx.scene.layout.BorderWidths;
import javafx.scene.layout.CornerRadii;
import javafx.scene.paint.Color;
import tools.jackson.databind.JsonNode;

/** Lenra's style objects as JavaFX has them. Lengths are pixels; colours are ARGB numbers. */
final class Styling {
  private Styling() {}

  /** A colour, {@code 0xAARRGGBB} as a number or {@code "#rrggbb"}. */
  static Optional<Color> color(JsonNode json) {
    if (json.isIntegralNumber()) {
      int argb = (int) json.asLong();
      return Optional.of(
          Color.rgb(argb >> 16 & 255, argb >> 8 & 255, argb & 255, (argb >>> 24) / 255.0));
    }
    boolean hex = json.isString() && json.stringValue().matches("#\\p{XDigit}{6}");
    return hex ? Optional.of(Color.web(json.stringValue())) : Optional.empty();
  }

  static String css(Color color) {
    return String.format(
        Locale.ROOT,
        "rgba(%d,%d,%d,%.3f)",
        Math.round(color.getRed() * 255),
        Math.round(color.getGreen() * 255),
        Math.round(color.getBlue() * 255),
        color.getOpacity());
  }

  /** A component's {@code padding}: one number, or one for each side. */
  static Insets padding(Component component) {
    JsonNode json = component.property("padding");
    double unit = component.unit();
    return json.isNumber()
        ? new Insets(unit * json.asDouble())
        : new Insets(
            unit * json.path("top").asDouble(0),
            unit * json.path("right").asDouble(0),
            unit * json.path("bottom").asDouble(0),
            unit * json.path("left").asDouble(0));
  }

  /** The background of a {@code decoration}. */
  static Background background(JsonNode decoration) {
    return color(decoration.path("color"))
        .map(color -> new Background(new BackgroundFill(color, radii(decoration), Insets.EMPTY)))
        .orElse(Background.EMPTY);
  }

  /** A {@code border}, of which each side has a width and a colour. */
  static Border border(JsonNode border, JsonNode decoration) {
    if (border.isEmpty()) {
      return Border.EMPTY;
    }
    Color[] colors =
        sides(border)
            .map(side -> color(side.path("color")).orElse(Color.GRAY))
            .toArray(Color[]::new);
    double[] widths =
        sides(border)
            .mapToDouble(side -> side.path("width").asDouble(side.isObject() ? 1 : 0))
            .toArray();
    BorderStrokeStyle solid = BorderStrokeStyle.SOLID;
    return new Border(
        new BorderStroke(
            colors[0],
            colors[1],
            colors[2],
            colors[3],
            solid,
            solid,
            solid,
            solid,
            radii(decoration),
            new BorderWidths(widths[0], widths[1], widths[2], widths[3]),
            Insets.EMPTY));
  }

  private static Stream<JsonNode> sides(JsonNode border) {
    return Stream.of("top", "right", "bottom", "left").map(border::path);
  }

  private static CornerRadii radii(JsonNode decoration) {
    if (decoration.path("shape").asString("").equals("circle")) {
      return new CornerRadii(0.5, true);
    }
    JsonNode radius = decoration.path("borderRadius");
    return radius.isNumber()
        ? new CornerRadii(radius.asDouble())
        : new CornerRadii(
            corner(radius.path("topLeft")),
            corner(radius.path("topRight")),
            corner(radius.path("bottomRight")),
            corner(radius.path("bottomLeft")),
            false);
  }

  private static double corner(JsonNode radius) {
    return radius.isNumber() ? radius.asDouble() : radius.path("x").asDouble(0);
  }

  /** An alignment such as {@code topLeft} or {@code centerRight}. */
  static Pos position(String alignment, Pos otherwise) {
    return switch (alignment) {
      case "topLeft", "topStart" -> Pos.TOP_LEFT;
      case "topCenter" -> Pos.TOP_CENTER;
      case "topRight", "topEnd" -> Pos.TOP_RIGHT;
      case "centerLeft", "centerStart" -> Pos.CENTER_LEFT;
      case "center" -> Pos.CENTER;
      case "centerRight", "centerEnd" -> Pos.CENTER_RIGHT;
      case "bottomLeft", "bottomStart" -> Pos.BOTTOM_LEFT;
      case "bottomCenter" -> Pos.BOTTOM_CENTER;
      case "bottomRight", "bottomEnd" -> Pos.BOTTOM_RIGHT;
      default -> otherwise;
    };
  }
}
