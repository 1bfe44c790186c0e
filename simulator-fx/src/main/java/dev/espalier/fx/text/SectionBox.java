package dev.espalier.fx.text;

import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.Target;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/** Draws sections. */
public final class SectionBox {
  private SectionBox() {}

  /** Shows sections one beneath the other; what is shown already stays as it is. */
  public static void show(Pane pane, List<Section> sections, Consumer<Target> follow) {
    if (!sections.equals(pane.getUserData())) {
      pane.setUserData(sections);
      pane.getChildren().setAll(sections.stream().map(section -> of(section, follow)).toList());
    }
  }

  private static VBox of(Section section, Consumer<Target> follow) {
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
