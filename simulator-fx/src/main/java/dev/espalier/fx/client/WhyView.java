package dev.espalier.fx.client;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.story.Cause;
import java.util.function.LongConsumer;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Why something came: its causes, one below the other. */
final class WhyView {
  private final LongConsumer onSeek;
  private final Label heading = new Label();
  private final VBox rows = new VBox();
  private final VBox root = new VBox(rows);
  private ImmutableList<Cause> shown = ImmutableList.of();

  WhyView(LongConsumer onSeek) {
    this.onSeek = onSeek;
    heading.getStyleClass().add("pane-heading");
    rows.setId("why");
    root.getChildren().addFirst(heading);
    root.getStyleClass().add("pane-section");
  }

  VBox root() {
    return root;
  }

  /**
   * @param ofTrouble whether they are those of an error
   */
  void show(ImmutableList<Cause> causes, boolean ofTrouble) {
    heading.setText(ofTrouble ? "WHY THE ERROR" : "WHY");
    if (causes.equals(shown)) {
      return;
    }
    shown = causes;
    rows.getChildren().clear();
    for (int i = 0; i < causes.size(); i++) {
      Cause cause = causes.get(i);
      rows.getChildren()
          .add(
              new CauseRow(
                  cause, i == 0, i == causes.size() - 1, () -> onSeek.accept(cause.event())));
    }
  }
}
