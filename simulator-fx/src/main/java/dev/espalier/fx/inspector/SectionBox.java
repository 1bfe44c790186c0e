package dev.espalier.fx.inspector;

import dev.espalier.fx.text.PhraseFlow;
import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.Target;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Draws a section. */
final class SectionBox {
  private SectionBox() {}

  static VBox of(Section section, Consumer<Target> follow) {
    Label heading = new Label(section.title());
    heading.getStyleClass().add("section-title");
    VBox box = new VBox(heading);
    box.getStyleClass().add("lines");
    for (Phrase line : section.lines()) {
      box.getChildren().add(PhraseFlow.of(line, follow));
    }
    return box;
  }
}
