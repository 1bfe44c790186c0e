package dev.espalier.fx.window;

import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.comparison.RunsView;
import dev.espalier.fx.graph.ChangeSummary;
import dev.espalier.fx.graph.GraphView;
import dev.espalier.fx.inspector.EventWords;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.memory.Remembered;
import dev.espalier.fx.sequence.SequenceView;
import dev.espalier.fx.viewing.Run;
import dev.espalier.fx.viewing.Viewing;
import java.time.Duration;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The processes, and under them in a line what is happening. */
final class CentreView {
  private final Viewing viewing;
  private final Label starting = new Label();
  private final Label now = new Label();
  private final Label effect = new Label();
  private final RunsView runs;
  private final SequenceView sequence;
  private final SplitPane stacked = new SplitPane();
  private final SplitPane graphs = new SplitPane();
  private final GraphView graph;
  private final VBox root = new VBox();
  private Look look;
  private @Nullable Viewing otherViewing;
  private @Nullable GraphView other;
  private @Nullable Run laid;
  private double share;
  private @Nullable Summed summed;

  CentreView(Viewing viewing, GraphView graph, Remembered remembered, Look look) {
    this.viewing = viewing;
    this.graph = graph;
    this.look = look;
    runs = new RunsView(viewing, this::lay);
    sequence = new SequenceView(viewing, look);
    share = remembered.shares().aboveSequence();
    now.getStyleClass().add("muted");
    now.setId("now");
    now.setMinWidth(0);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    effect.getStyleClass().add("muted");
    effect.setId("effect");
    effect.setMinWidth(Region.USE_PREF_SIZE);
    HBox line = new HBox(16, now, space, effect);
    line.getStyleClass().add("summary");
    starting.getStyleClass().add("muted");
    starting.setMouseTransparent(true);
    graphs.getItems().add(graph.root());
    StackPane stack = new StackPane(graphs, starting);
    stack.setMinSize(0, 0);
    stacked.setOrientation(Orientation.VERTICAL);
    stacked.setMinSize(0, 0);
    stacked.getItems().add(stack);
    VBox.setVgrow(stacked, Priority.ALWAYS);
    showSequence(remembered.sequence());
    root.getStyleClass().add("centre");
    root.getChildren().addAll(runs.root(), stacked, line);
    root.setMinSize(0, 0);
  }

  Region root() {
    return root;
  }

  /** The same messages on lanes, under the graph, or no longer. */
  void showSequence(boolean shown) {
    if (shown && !isSequenceShown()) {
      stacked.getItems().add(sequence.root());
      stacked.setDividerPositions(share);
    } else if (!shown && isSequenceShown()) {
      share = stacked.getDividerPositions()[0];
      stacked.getItems().remove(sequence.root());
    }
  }

  boolean isSequenceShown() {
    return stacked.getItems().contains(sequence.root());
  }

  /** How much of the height the graph has when the sequence is shown. */
  double share() {
    return isSequenceShown() ? stacked.getDividerPositions()[0] : share;
  }

  void wear(Look newLook) {
    look = newLook;
    sequence.wear(newLook);
    if (other != null) {
      other.wear(newLook);
    }
  }

  /** The run that the one watched has left, beside it. */
  private void lay() {
    Optional<Run.Departure> departure = viewing.run().departure();
    if (runs.isSideBySide() && departure.isPresent()) {
      Viewing left = Viewing.beside(departure.get().from());
      GraphView second = new GraphView(left, look);
      second.arrange(graph.form());
      otherViewing = left;
      other = second;
      graphs
          .getItems()
          .setAll(titled(departure.get().from(), second), titled(viewing.run(), graph));
    } else {
      otherViewing = null;
      other = null;
      graphs.getItems().setAll(graph.root());
    }
  }

  private static Region titled(Run run, GraphView graph) {
    Label title = new Label("Run " + run.title());
    title.getStyleClass().add("run-title");
    VBox titled = new VBox(title, graph.root());
    VBox.setVgrow(graph.root(), Priority.ALWAYS);
    titled.setMinSize(0, 0);
    return titled;
  }

  void pulse(Duration passed, Viewpoint seen) {
    Run before = viewing.run();
    runs.pulse();
    if (other != null && (laid != before || !runs.isSideBySide())) {
      lay();
    }
    laid = before;
    Viewing left = otherViewing;
    GraphView second = other;
    if (left != null && second != null) {
      left.accompany(viewing);
      if (second.form() != graph.form()) {
        second.arrange(graph.form());
      }
      second.pulse(passed);
    }
    boolean isStarting = viewing.timeline().end() == 0 && viewing.performance().problem().isEmpty();
    starting.setText(isStarting ? "Starting …" : "");
    if (isSequenceShown()) {
      sequence.pulse(passed);
    }
    sumUp(seen);
  }

  /** What the line says is about. */
  private record Summed(long at, long end) {}

  /** The change that is on its way or, before there is any, what happens. */
  private void sumUp(Viewpoint seen) {
    Summed wanted = new Summed(seen.at(), seen.timeline().end());
    if (!wanted.equals(summed)) {
      summed = wanted;
      ChangeSummary change = ChangeSummary.of(seen.timeline(), seen.at(), seen.labels());
      String happening = viewing.event().map(event -> EventWords.of(event, seen).text()).orElse("");
      now.setText(change.what().isEmpty() ? happening : change.what());
      effect.setText(change.effect());
    }
  }
}
