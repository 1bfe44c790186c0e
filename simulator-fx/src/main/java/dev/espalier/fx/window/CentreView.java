package dev.espalier.fx.window;

import dev.espalier.fx.comparison.RunsView;
import dev.espalier.fx.graph.GraphView;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.viewing.Run;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.fx.words.MessageWords;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.TraceEvent;
import java.time.Duration;
import java.util.Optional;
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
  private final Label census = new Label();
  private final RunsView runs;
  private final SplitPane graphs = new SplitPane();
  private final GraphView graph;
  private final VBox root = new VBox();
  private Look look;
  private @Nullable Viewing otherViewing;
  private @Nullable GraphView other;
  private @Nullable Run laid;

  CentreView(Viewing viewing, GraphView graph, Look look) {
    this.viewing = viewing;
    this.graph = graph;
    this.look = look;
    runs = new RunsView(viewing, this::lay);
    now.getStyleClass().add("muted");
    now.setId("now");
    now.setMinWidth(0);
    census.getStyleClass().add("muted");
    census.setId("census");
    census.setMinWidth(Region.USE_PREF_SIZE);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox line = new HBox(16, now, space, census);
    line.getStyleClass().add("summary");
    starting.getStyleClass().add("muted");
    starting.setMouseTransparent(true);
    graphs.getItems().add(graph.root());
    StackPane stack = new StackPane(graphs, starting);
    stack.setMinSize(0, 0);
    VBox.setVgrow(stack, Priority.ALWAYS);
    root.getStyleClass().add("centre");
    root.getChildren().addAll(runs.root(), stack, line);
    root.setMinSize(0, 0);
  }

  Region root() {
    return root;
  }

  void wear(Look newLook) {
    look = newLook;
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

  void pulse(Duration passed) {
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
    now.setText(viewing.event().map(this::told).orElse(""));
    int living = viewing.moment().processes().size();
    int restarts = viewing.moment().restarts();
    census.setText(
        "%,d %s · %,d %s"
            .formatted(
                living,
                living == 1 ? "process" : "processes",
                restarts,
                restarts == 1 ? "restart" : "restarts"));
  }

  private String told(TraceEvent event) {
    return switch (event.event()) {
      case ProcessEvent.Sent sent ->
          "%s → %s   %s".formatted(name(sent.from()), name(sent.to()), MessageWords.of(sent));
      case ProcessEvent.Spawned spawned -> name(spawned.pid()) + " is spawned";
      case ProcessEvent.Started started -> name(started.pid()) + " is ready";
      case ProcessEvent.Received received -> name(received.pid()) + " takes a message";
      case ProcessEvent.Handled handled -> name(handled.pid()) + " is done with a message";
      case ProcessEvent.Exited exited -> exited.pid() + " exits: " + exited.reason();
      case ProcessEvent.Joined joined -> name(joined.pid()) + " joins " + joined.group();
      case ProcessEvent.Left leaving -> name(leaving.pid()) + " leaves " + leaving.group();
      case ProcessEvent.Linked linked -> name(linked.pid()) + " links to " + name(linked.other());
      case ProcessEvent.Monitoring monitoring ->
          name(monitoring.pid()) + " monitors " + name(monitoring.other());
      case ProcessEvent.Demonitored demonitored ->
          name(demonitored.pid()) + " monitors " + name(demonitored.other()) + " no more";
      case ProcessEvent.Suspended suspended -> name(suspended.pid()) + " is suspended";
      case ProcessEvent.Resumed resumed -> name(resumed.pid()) + " is resumed";
      case ProcessEvent.TimerSet timer ->
          name(timer.pid()) + " sets a timer: " + MessageWords.what(timer.message());
      case ProcessEvent.TimerFired timer -> "a timer of " + name(timer.pid()) + " fires";
      case ProcessEvent.TimerCancelled timer -> "a timer of " + name(timer.pid()) + " is cancelled";
      case ProcessEvent.Dropped dropped -> "dropped: " + MessageWords.what(dropped.message());
      case ProcessEvent.Noted noted -> name(noted.pid()) + ": " + MessageWords.what(noted.note());
    };
  }

  private String name(@Nullable Pid pid) {
    ProcessAt process = viewing.moment().process(pid);
    if (process == null) {
      return pid == null ? "outside" : pid.toString();
    }
    String label = viewing.labels().of(process);
    return label.isEmpty() ? process.kind() : process.kind() + " " + label;
  }
}
