package dev.espalier.fx.scenario;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.look.Presence;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.gateway.channel.OneApp;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.story.Sentences;
import dev.espalier.scenario.story.Wording;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The scenario's steps: what was done, where it stands, and what was not as expected. */
public final class ScenarioView {
  private static final int LONGEST_VALUE = 120;

  private final Viewing viewing;
  private final Label title = new Label();
  private final Label served = new Label();
  private final Label problem = new Label();
  private final Label note = new Label();
  private final Label empty = new Label();
  private final VBox steps = new VBox();
  private final ScrollPane scroll = new ScrollPane(steps);
  private final RecordedView recorded;
  private final ByHandView byHand;
  private final VBox root = new VBox();
  private @Nullable Outline shown;

  public ScenarioView(Viewing viewing) {
    this.viewing = viewing;
    recorded = new RecordedView(viewing);
    byHand = new ByHandView(viewing);
    Label heading = new Label("SCENARIO");
    heading.getStyleClass().add("heading");
    title.getStyleClass().add("scenario-title");
    title.setId("scenario-title");
    title.setWrapText(true);
    title.setMinHeight(Region.USE_PREF_SIZE);
    served.getStyleClass().add("muted");
    served.setId("served");
    served.setWrapText(true);
    served.setMinHeight(Region.USE_PREF_SIZE);
    problem.getStyleClass().add("problem");
    problem.setId("problem");
    problem.setWrapText(true);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    note.getStyleClass().add("muted");
    note.setId("note");
    note.setWrapText(true);
    note.setMinHeight(Region.USE_PREF_SIZE);
    tell("");
    empty.getStyleClass().add("muted");
    empty.setWrapText(true);
    empty.setMinHeight(Region.USE_PREF_SIZE);
    empty.setText("Nothing has been done yet. Open a session and use the app.");
    steps.getStyleClass().add("steps");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    root.getStyleClass().addAll("side", "scenario");
    root.getChildren()
        .addAll(
            heading, title, recorded.root(), served, problem, note, empty, scroll, byHand.root());
    root.setPrefWidth(248);
    root.setMinWidth(200);
  }

  public Region root() {
    return root;
  }

  /** Says something under the title, until something else is to be said. */
  public void tell(String words) {
    note.setText(words);
    Presence.set(note, !words.isEmpty());
  }

  public ByHandView byHand() {
    return byHand;
  }

  public void pulse() {
    title.setText(viewing.performance().scenario().map(Scenario::title).orElse("…"));
    recorded.pulse();
    String url = viewing.performance().url();
    served.setText(url.isEmpty() ? "" : "Clients come in at " + OneApp.socket(url));
    Presence.set(served, !url.isEmpty());
    String wrong = viewing.performance().problem();
    problem.setText(wrong);
    Presence.set(problem, !wrong.isEmpty());
    Outline outline =
        Outline.of(
                viewing.timeline().steps(),
                viewing.run().upcoming(),
                viewing.timeline().stepsEnded(viewing.player().at()),
                viewing.stretch().step())
            .with(viewing.answers(), viewing.question());
    Presence.set(empty, wrong.isEmpty() && outline.lines().isEmpty());
    if (!outline.equals(shown)) {
      show(outline);
    }
    byHand.pulse();
  }

  /** Draws only those rows anew that stand differently. */
  private void show(Outline outline) {
    Sentences sentences = new Sentences(new Wording(viewing.performance().users(), LONGEST_VALUE));
    ImmutableList<Outline.Line> before = shown == null ? ImmutableList.of() : shown.lines();
    ImmutableList<Outline.Line> now = outline.lines();
    if (steps.getChildren().size() > now.size()) {
      steps.getChildren().remove(now.size(), steps.getChildren().size());
    }
    for (int i = 0; i < now.size(); i++) {
      Outline.Line line = now.get(i);
      if (i >= steps.getChildren().size()) {
        steps.getChildren().add(row(line, sentences));
      } else if (!line.equals(before.get(i))) {
        steps.getChildren().set(i, row(line, sentences));
      }
    }
    shown = outline;
    int current = outline.toLookAt();
    if (current >= 0) {
      reveal(steps.getChildren().get(current));
    }
  }

  private Region row(Outline.Line line, Sentences sentences) {
    Region row = new StepRow(line, sentences, viewing::answer).root();
    PlayedStep played = line.played();
    if (played != null) {
      row.setOnMouseClicked(
          _ -> viewing.move(player -> player.pause().seek(played.after(), viewing.timeline())));
    }
    return row;
  }

  private void reveal(Node step) {
    steps.applyCss();
    steps.layout();
    double height = steps.getHeight() - scroll.getViewportBounds().getHeight();
    if (height > 0) {
      double middle =
          step.getBoundsInParent().getCenterY() - scroll.getViewportBounds().getHeight() / 2;
      scroll.setVvalue(Math.clamp(middle / height, 0, 1));
    }
  }
}
