package dev.espalier.fx.window;

import dev.espalier.fx.graph.GraphView;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.fx.words.MessageWords;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.TraceEvent;
import javafx.scene.control.Label;
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
  private final VBox root = new VBox();

  CentreView(Viewing viewing, GraphView graph) {
    this.viewing = viewing;
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
    StackPane stack = new StackPane(graph.root(), starting);
    stack.setMinSize(0, 0);
    VBox.setVgrow(stack, Priority.ALWAYS);
    root.getStyleClass().add("centre");
    root.getChildren().addAll(stack, line);
    root.setMinSize(0, 0);
  }

  Region root() {
    return root;
  }

  void pulse() {
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
