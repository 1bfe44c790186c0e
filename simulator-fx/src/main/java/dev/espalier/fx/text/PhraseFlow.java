package dev.espalier.fx.text;

import com.google.common.base.Ascii;
import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.Target;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** Draws phrases: text that wraps, with links that can be clicked and reached with the keyboard. */
public final class PhraseFlow {
  private PhraseFlow() {}

  /**
   * @param follow told where a link leads when it is clicked
   */
  public static TextFlow of(Phrase phrase, Consumer<Target> follow) {
    TextFlow flow = new TextFlow();
    flow.getStyleClass().add("phrase");
    flow.setAccessibleText(phrase.text());
    phrase.parts().forEach(part -> flow.getChildren().add(part(part, follow)));
    return flow;
  }

  /** Shows phrases one beneath the other; what is shown already stays as it is. */
  public static void show(Pane pane, List<Phrase> phrases, Consumer<Target> follow) {
    if (!phrases.equals(pane.getUserData())) {
      pane.setUserData(phrases);
      pane.getChildren().setAll(phrases.stream().map(phrase -> of(phrase, follow)).toList());
    }
  }

  private static Text part(Phrase.Part part, Consumer<Target> follow) {
    Target target = part.target();
    if (target == null) {
      Text text = new Text(part.text());
      text.getStyleClass().addAll("text", tone(part));
      return text;
    }
    Text link = new Text(part.text());
    link.getStyleClass().addAll("text", "link", tone(part));
    link.setAccessibleRole(AccessibleRole.HYPERLINK);
    link.setAccessibleText(part.text().strip());
    link.setFocusTraversable(true);
    link.setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY) {
        follow.accept(target);
      }
    });
    link.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
        follow.accept(target);
        event.consume();
      }
    });
    return link;
  }

  private static String tone(Phrase.Part part) {
    return "tone-" + Ascii.toLowerCase(part.tone().name());
  }
}
