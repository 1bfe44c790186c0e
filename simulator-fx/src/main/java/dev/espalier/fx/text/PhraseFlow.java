package dev.espalier.fx.text;

import com.google.common.base.Ascii;
import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.Target;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** Draws phrases: text that wraps, with links that can be clicked and reached with the keyboard. */
public final class PhraseFlow {
  private static final int LONG = 32;

  private PhraseFlow() {}

  /**
   * @param follow told where a link leads when it is clicked
   */
  public static TextFlow of(Phrase phrase, Consumer<Target> follow) {
    TextFlow flow = new TextFlow();
    flow.getStyleClass().add("phrase");
    flow.setAccessibleText(phrase.text());
    phrase.parts().forEach(part -> flow.getChildren().add(part(part, flow, follow)));
    return flow;
  }

  /** Shows phrases one beneath the other; what is shown already stays as it is. */
  public static void show(Pane pane, List<Phrase> phrases, Consumer<Target> follow) {
    if (!phrases.equals(pane.getUserData())) {
      pane.setUserData(phrases);
      pane.getChildren().setAll(phrases.stream().map(phrase -> of(phrase, follow)).toList());
    }
  }

  private static Node part(Phrase.Part part, TextFlow flow, Consumer<Target> follow) {
    Target target = part.target();
    if (target == null) {
      Text text = new Text(part.text());
      text.getStyleClass().addAll("text", tone(part));
      return text;
    }
    Hyperlink link = new Hyperlink(part.text().strip());
    link.getStyleClass().add(tone(part));
    link.maxWidthProperty().bind(flow.widthProperty());
    link.setOnAction(_ -> {
      link.setVisited(false);
      follow.accept(target);
    });
    if (part.text().length() > LONG) {
      link.setTooltip(new Tooltip(part.text()));
    }
    return link;
  }

  private static String tone(Phrase.Part part) {
    return "tone-" + Ascii.toLowerCase(part.tone().name());
  }
}
