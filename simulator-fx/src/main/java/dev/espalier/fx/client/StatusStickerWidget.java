package dev.espalier.fx.client;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** How something stands, as a sign, a word and a colour. */
final class StatusStickerWidget implements Widget {
  private final Label sticker = new Label();

  StatusStickerWidget() {
    sticker.setMinWidth(Region.USE_PREF_SIZE);
  }

  @Override
  public Node node() {
    return sticker;
  }

  @Override
  public void show(Component component, Slots children) {
    String status = component.word("status", "pending");
    sticker.setText(sign(status) + " " + status);
    sticker.getStyleClass().setAll("label", "ui-sticker", status);
  }

  private static String sign(String status) {
    return switch (status) {
      case "success" -> "✓";
      case "warning" -> "!";
      case "error" -> "✕";
      default -> "…";
    };
  }
}
