package dev.espalier.fx.graph;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.look.Icons;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.look.Presence;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * What stands over the picture: the legend, what is said of what is selected, and a few buttons.
 */
final class Overlay {
  private static final String LARGER = "M7 2 H9 V7 H14 V9 H9 V14 H7 V9 H2 V7 H7 Z";
  private static final String SMALLER = "M2 7 H14 V9 H2 Z";
  private static final String ALL =
      "M2 2 H6 V4 H4 V6 H2 Z M10 2 H14 V6 H12 V4 H10 Z M2 10 H4 V12 H6 V14 H2 Z M12 10 H14 V14 H10"
          + " V12 H12 Z";

  private final Legend legend;
  private final Label relations = new Label();
  private final HoverLabel tip = new HoverLabel();
  private final Pane tips = new Pane(tip.root());
  private final StackPane root = new StackPane();

  Overlay(Look look, Runnable larger, Runnable smaller, Runnable all) {
    legend = new Legend(look);
    relations.setId("relations");
    relations.getStyleClass().add("graph-note");
    relations.setMouseTransparent(true);
    relations.setWrapText(true);
    tip.root().setId("graph-tip");
    tips.setMouseTransparent(true);
    tips.setMinSize(0, 0);
    Button enlarge = Icons.button("larger", LARGER, "Larger (mouse wheel)", larger);
    Button reduce = Icons.button("smaller", SMALLER, "Smaller (mouse wheel)", smaller);
    Button fit = Icons.button("fit", ALL, "All of it (0)", all);
    HBox buttons = new HBox(reduce, enlarge, fit);
    buttons.getStyleClass().add("graph-buttons");
    buttons.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    VBox notes = new VBox(4, relations, legend.root());
    notes.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    notes.setPickOnBounds(false);
    StackPane.setAlignment(notes, Pos.BOTTOM_LEFT);
    StackPane.setAlignment(buttons, Pos.BOTTOM_RIGHT);
    StackPane.setMargin(notes, new Insets(0, 0, 8, 8));
    StackPane.setMargin(buttons, new Insets(0, 8, 4, 0));
    root.setPickOnBounds(false);
    root.setMinSize(0, 0);
    root.getChildren().addAll(notes, buttons, tips);
    say(ImmutableList.of());
  }

  Region root() {
    return root;
  }

  void wear(Look look) {
    legend.wear(look);
  }

  /** What there is to be said of the selected process. */
  void say(ImmutableList<String> notes) {
    relations.setText(String.join("  ·  ", notes));
    Presence.set(relations, !notes.isEmpty());
  }

  /** Says something of what is at a place; nothing when the text is empty. */
  void tip(String text, double x, double y) {
    tip.tell(text, x, y, root);
  }
}
