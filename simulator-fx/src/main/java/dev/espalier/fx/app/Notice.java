package dev.espalier.fx.app;

import dev.espalier.fx.look.Presence;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Says in place what somebody has to know, and what they can choose. */
final class Notice {

  /**
   * @param id of its button
   */
  record Choice(String id, String text, Runnable action) {}

  private final Label text = new Label();
  private final HBox choices = new HBox();
  private final VBox root = new VBox(text, choices);

  Notice() {
    text.setId("app-notice");
    text.setWrapText(true);
    choices.getStyleClass().add("choices");
    root.getStyleClass().add("notice");
    hide();
  }

  Region root() {
    return root;
  }

  void say(String sentence) {
    ask(sentence);
  }

  void ask(String sentence, Choice... offered) {
    text.setText(sentence);
    choices.getChildren().setAll(Stream.of(offered).map(Notice::button).toList());
    Presence.set(choices, offered.length > 0);
    Presence.set(root, true);
  }

  private static Button button(Choice choice) {
    Button button = new Button(choice.text());
    button.setId(choice.id());
    button.getStyleClass().add("small");
    button.setOnAction(_ -> choice.action().run());
    return button;
  }

  void hide() {
    text.setText("");
    choices.getChildren().clear();
    Presence.set(root, false);
  }
}
