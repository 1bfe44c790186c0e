package dev.espalier.fx.scenario;

import dev.espalier.fx.viewing.Viewing;
import dev.espalier.fx.words.StepWords;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.PlayedStep;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The scenario's steps: what was done, where it stands, and what was not as expected. */
public final class ScenarioView {
  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

  /** A step's row. */
  private record Row(Step step, VBox box, Label mark, VBox differences) {}

  private final Viewing viewing;
  private final List<Row> rows = new ArrayList<>();
  private final VBox steps = new VBox();
  private final ScrollPane scroll = new ScrollPane(steps);
  private final VBox root = new VBox();
  private int shown = -1;
  private int marked = -1;

  public ScenarioView(Viewing viewing) {
    this.viewing = viewing;
    Label heading = new Label("SCENARIO");
    heading.getStyleClass().add("heading");
    Label title = new Label(viewing.scenario().title());
    title.getStyleClass().add("scenario-title");
    title.setWrapText(true);
    title.setMinHeight(Region.USE_PREF_SIZE);
    for (Step step : viewing.scenario().steps()) {
      Row row = row(step, rows.size() + 1);
      rows.add(row);
      steps.getChildren().add(row.box());
    }
    steps.getStyleClass().add("steps");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    root.getStyleClass().addAll("side", "scenario");
    root.getChildren().addAll(heading, title, scroll);
    root.setPrefWidth(248);
    root.setMinWidth(200);
  }

  public Region root() {
    return root;
  }

  private Row row(Step step, int number) {
    Label mark = new Label();
    mark.getStyleClass().add("mark");
    mark.setMinWidth(20);
    Label text = new Label(StepWords.of(step));
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.getStyleClass().add(step instanceof Step.Say ? "say" : "act");
    HBox.setHgrow(text, Priority.ALWAYS);
    VBox differences = new VBox();
    differences.getStyleClass().add("differences");
    VBox box = new VBox(step instanceof Step.Say ? new HBox(text) : new HBox(mark, text));
    box.getStyleClass().add("step");
    box.setOnMouseClicked(_ -> seek(number));
    return new Row(step, box, mark, differences);
  }

  private void seek(int number) {
    List<PlayedStep> played = viewing.timeline().steps();
    if (number <= played.size()) {
      long end = played.get(number - 1).after();
      viewing.move(player -> player.pause().seek(end, viewing.timeline()));
    }
  }

  public void pulse() {
    Viewing.Stretch stretch = viewing.stretch();
    int done = viewing.timeline().stepsEnded(viewing.player().at());
    if (done != marked) {
      marked = done;
      List<PlayedStep> played = viewing.timeline().steps();
      for (int i = 0; i < rows.size(); i++) {
        mark(rows.get(i), i < done ? played.get(i).outcome() : null, i == done);
      }
    }
    int current = Math.min(Math.max(stretch.step(), done - 1), rows.size() - 1);
    if (current != shown && current >= 0) {
      shown = current;
      for (int i = 0; i < rows.size(); i++) {
        rows.get(i).box().pseudoClassStateChanged(CURRENT, isCurrent(i, current));
      }
      reveal(rows.get(current).box());
    }
  }

  /** A step's narration is lit with it. */
  private boolean isCurrent(int index, int current) {
    if (index == current) {
      return true;
    }
    for (int i = current; i > index; i--) {
      if (i != current && rows.get(i).step() instanceof Step.Say) {
        return false;
      }
    }
    return index < current
        && rows.get(index).step() instanceof Step.Say
        && !(rows.get(current).step() instanceof Step.Say);
  }

  private static void mark(Row row, @Nullable Outcome outcome, boolean next) {
    row.mark().getStyleClass().removeAll("as-expected", "failed");
    row.differences().getChildren().clear();
    row.box().getChildren().remove(row.differences());
    switch (outcome) {
      case null -> row.mark().setText(next ? "●" : "○");
      case Outcome.Done _ -> {
        row.mark().setText("✓");
        row.mark().getStyleClass().add("as-expected");
      }
      case Outcome.Unmet(var differences) -> {
        fail(row);
        differences.forEach(difference ->
            tell(
                row,
                "%s: expected %s, but it is %s"
                    .formatted(difference.what(), difference.expected(), difference.actual())));
      }
      case Outcome.Impossible(_, String why) -> {
        fail(row);
        tell(row, why);
      }
    }
  }

  private static void fail(Row row) {
    row.mark().setText("✗");
    row.mark().getStyleClass().add("failed");
    row.box().getChildren().add(row.differences());
  }

  private static void tell(Row row, String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.getStyleClass().add("difference");
    row.differences().getChildren().add(label);
  }

  private void reveal(Node step) {
    double height = steps.getHeight() - scroll.getViewportBounds().getHeight();
    if (height > 0) {
      double middle =
          step.getBoundsInParent().getCenterY() - scroll.getViewportBounds().getHeight() / 2;
      scroll.setVvalue(Math.clamp(middle / height, 0, 1));
    }
  }
}
