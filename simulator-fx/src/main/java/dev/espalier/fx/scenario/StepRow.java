package dev.espalier.fx.scenario;

import dev.espalier.fx.scenario.Outline.Asked;
import dev.espalier.fx.scenario.Outline.Line;
import dev.espalier.scenario.Expectation;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Step.Choice;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.Outcome.Difference;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.story.Sentences;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A step in the list: how it stands, what it does, and what was not as expected. */
final class StepRow {
  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

  private final VBox root = new VBox();

  /**
   * @param answer told the reader's choice, or none when the question is passed over
   */
  StepRow(Line line, Sentences sentences, Consumer<Optional<Choice>> answer) {
    root.getStyleClass().add("step");
    root.pseudoClassStateChanged(CURRENT, line.isCurrent());
    if (line.step() instanceof Step.Expect expect) {
      expectations(line, expect, sentences);
    } else if (line.step() instanceof Step.Ask ask) {
      question(line, ask, sentences, answer);
    } else {
      Label text = text(sentences.of(line.step()), line.isNarration() ? "say" : "act");
      root.getChildren().add(line.isNarration() ? text : marked(line, text));
      PlayedStep played = line.played();
      if (line.standing() == Outline.Standing.FAILED && played != null) {
        root.getChildren().add(differences(played.outcome()));
      }
    }
  }

  Region root() {
    return root;
  }

  private void question(
      Line line, Step.Ask ask, Sentences sentences, Consumer<Optional<Choice>> answer) {
    root.getChildren().add(text(ask.question(), "say"));
    Asked asked = line.asked();
    if (asked != null && asked.isOpen()) {
      root.getChildren().add(new ChoicesView(ask, answer).root());
      return;
    }
    root.getChildren().add(marked(line, text(sentences.of(ask), "act")));
    PlayedStep played = line.played();
    if (played == null) {
      return;
    }
    if (played.outcome() instanceof Outcome.Done(Choice truth)
        && truth != null
        && line.standing() == Outline.Standing.AS_EXPECTED) {
      root.getChildren().addAll(ChoicesView.graded(truth, asked == null ? null : asked.given()));
      if (!ask.because().isEmpty()) {
        root.getChildren().add(text(ask.because(), "because"));
      }
    } else if (line.standing() == Outline.Standing.FAILED) {
      root.getChildren().add(differences(played.outcome()));
    }
  }

  /** One line for all of them; each by itself where one is, and what is wrong where some are. */
  private void expectations(Line line, Step.Expect expect, Sentences sentences) {
    PlayedStep played = line.played();
    int count = expect.expectations().size();
    if (line.standing() == Outline.Standing.FAILED && played != null) {
      root.getChildren().add(marked(line, text("not as expected", "act")));
      root.getChildren().add(differences(played.outcome()));
    } else if (line.isCurrent() || count == 1) {
      for (Expectation expectation : expect.expectations()) {
        root.getChildren().add(marked(line, text(sentences.of(expectation), "expectation")));
      }
    } else {
      String words =
          line.standing() == Outline.Standing.AS_EXPECTED ? "as expected" : "to be expected";
      root.getChildren().add(marked(line, text("%d things %s".formatted(count, words), "act")));
    }
  }

  private static HBox marked(Line line, Label text) {
    Label mark = new Label(sign(line));
    mark.getStyleClass().addAll("mark", styleClass(line));
    mark.setMinWidth(20);
    HBox row = new HBox(mark, text);
    HBox.setHgrow(text, Priority.ALWAYS);
    if (line.byHand()) {
      Label hand = new Label("by hand");
      hand.getStyleClass().add("by-hand");
      hand.setMinWidth(Region.USE_PREF_SIZE);
      row.getChildren().add(hand);
    }
    return row;
  }

  private static String sign(Line line) {
    return switch (line.standing()) {
      case TO_COME -> "○";
      case NEXT -> "●";
      case AS_EXPECTED -> "✓";
      case FAILED -> "✗";
    };
  }

  private static String styleClass(Line line) {
    return switch (line.standing()) {
      case TO_COME, NEXT -> "open";
      case AS_EXPECTED -> "as-expected";
      case FAILED -> "failed";
    };
  }

  static Label text(String words, String styleClass) {
    Label text = new Label(words);
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.setMaxWidth(Double.MAX_VALUE);
    text.getStyleClass().add(styleClass);
    return text;
  }

  private static VBox differences(Outcome outcome) {
    VBox box = new VBox();
    box.getStyleClass().add("differences");
    switch (outcome) {
      case Outcome.Done _ -> {}
      case Outcome.Impossible(_, String why) -> box.getChildren().add(text(why, "difference"));
      case Outcome.Unmet(var differences) ->
          differences.forEach(difference -> box.getChildren().add(difference(difference)));
    }
    return box;
  }

  private static Region difference(Difference difference) {
    Label what = text(difference.what(), "difference");
    VBox box =
        new VBox(
            what,
            text("expected  " + difference.expected(), "expected"),
            text("actual  " + difference.actual(), "actual"));
    Tooltip.install(box, new Tooltip(difference.place().toString()));
    return box;
  }
}
