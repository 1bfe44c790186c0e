package dev.espalier.fx.client;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import javafx.scene.text.TextFlow;
import tools.jackson.databind.JsonNode;

/** Text, with further texts after it that have styles of their own. */
final class TextWidget implements Widget {
  private final Text text = new Text();
  private final TextFlow flow = new Lines(text);

  TextWidget() {
    text.getStyleClass().add("ui-text");
    flow.getStyleClass().add("ui-lines");
    flow.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
  }

  @Override
  public Node node() {
    return flow;
  }

  @Override
  public void show(Component component, Slots children) {
    text.setText(component.word("value", ""));
    text.setStyle(css(component.property("style")));
    text.setAccessibleText(component.word("semanticsLabel", text.getText()));
    flow.setTextAlignment(alignment(component.word("textAlign", "left")));
    List<Node> parts = new ArrayList<>(children.in("children"));
    parts.addFirst(text);
    Slots.place(parts, flow.getChildren());
  }

  /** Never so narrow that a word would have to be broken, unless it is a very long one. */
  private static final class Lines extends TextFlow {
    private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace());
    private static final double EM_PER_LETTER = 0.62;
    private static final int LONG = 16;

    private final Text text;

    Lines(Text text) {
      super(text);
      this.text = text;
    }

    @Override
    protected double computeMinWidth(double height) {
      int letters = WORDS.splitToStream(text.getText()).mapToInt(String::length).max().orElse(0);
      double width = Math.min(letters, LONG) * EM_PER_LETTER * text.getFont().getSize();
      return Math.min(Math.ceil(width), prefWidth(-1));
    }
  }

  private static TextAlignment alignment(String word) {
    return switch (word) {
      case "center" -> TextAlignment.CENTER;
      case "right", "end" -> TextAlignment.RIGHT;
      case "justify" -> TextAlignment.JUSTIFY;
      default -> TextAlignment.LEFT;
    };
  }

  /** Sizes are given in em of 14 px, so that they grow with the user's text. */
  private static String css(JsonNode style) {
    StringBuilder css = new StringBuilder();
    Styling.color(style.path("color"))
        .ifPresent(color -> css.append("-fx-fill:").append(Styling.css(color)).append(';'));
    if (style.path("fontSize").isNumber()) {
      double em = style.path("fontSize").asDouble() / 14;
      css.append(String.format(Locale.ROOT, "-fx-font-size:%.3fem;", em));
    }
    if (style.path("fontFamily").isString()) {
      css.append("-fx-font-family:'")
          .append(style.path("fontFamily").stringValue().replace("'", ""))
          .append("';");
    }
    String weight = style.path("fontWeight").asString("");
    if (weight.equals("bold") || weight.matches("w[6-9]00")) {
      css.append("-fx-font-weight:bold;");
    }
    if (style.path("fontStyle").asString("").equals("italic")) {
      css.append("-fx-font-style:italic;");
    }
    String decoration = style.path("decoration").asString("");
    if (decoration.equals("underline")) {
      css.append("-fx-underline:true;");
    }
    if (decoration.equals("lineThrough")) {
      css.append("-fx-strikethrough:true;");
    }
    return css.toString();
  }
}
