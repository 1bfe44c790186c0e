package dev.espalier.fx.graph;

import dev.espalier.fx.look.Look;
import dev.espalier.fx.look.MessageSign;
import java.util.EnumMap;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** What the signs of messages mean. */
public final class Legend {
  private static final int SIZE = 14;

  private final Map<MessageSign, Canvas> signs = new EnumMap<>(MessageSign.class);
  private final HBox root = new HBox(12);

  public Legend(Look look) {
    root.setId("legend");
    root.getStyleClass().add("legend");
    root.setAlignment(Pos.CENTER_LEFT);
    root.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    for (MessageSign sign : MessageSign.values()) {
      Canvas canvas = new Canvas(SIZE, SIZE);
      signs.put(sign, canvas);
      Label label = new Label(sign.word(), canvas);
      label.setGraphicTextGap(4);
      label.setTooltip(new Tooltip(sign.word() + ": " + sign.meaning()));
      root.getChildren().add(label);
    }
    wear(look);
  }

  public Region root() {
    return root;
  }

  public void wear(Look look) {
    signs.forEach((sign, canvas) -> {
      canvas.getGraphicsContext2D().clearRect(0, 0, SIZE, SIZE);
      sign.draw(canvas.getGraphicsContext2D(), SIZE / 2.0, SIZE / 2.0, 4.5, look);
    });
  }
}
