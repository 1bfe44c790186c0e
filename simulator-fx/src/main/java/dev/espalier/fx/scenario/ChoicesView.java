package dev.espalier.fx.scenario;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Step.Choice;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the reader of a question may choose from. */
final class ChoicesView {
  private final VBox root = new VBox();

  ChoicesView(Step.Ask ask, Consumer<Optional<Choice>> answer) {
    root.getStyleClass().add("choices");
    for (Choice choice : ask.choices()) {
      Button button = new Button(choice.text());
      button.setWrapText(true);
      button.setMaxWidth(Double.MAX_VALUE);
      button.setMinHeight(Region.USE_PREF_SIZE);
      button.getStyleClass().add("choice");
      button.setOnAction(_ -> answer.accept(Optional.of(choice)));
      root.getChildren().add(button);
    }
    Hyperlink show = new Hyperlink("Show me");
    show.setTooltip(new Tooltip("Go on without an answer"));
    show.setOnAction(_ -> answer.accept(Optional.empty()));
    root.getChildren().add(show);
  }

  Region root() {
    return root;
  }

  /** What turned out to be so, and what the reader said if that was something else. */
  static ImmutableList<Label> graded(Choice truth, @Nullable Choice given) {
    Label right = StepRow.text("✓ " + truth.text(), "right-choice");
    if (given == null) {
      return ImmutableList.of(right);
    }
    if (given.equals(truth)) {
      right.setText("✓ %s – as you said".formatted(truth.text()));
      return ImmutableList.of(right);
    }
    return ImmutableList.of(StepRow.text("✗ you said: " + given.text(), "wrong-choice"), right);
  }
}
