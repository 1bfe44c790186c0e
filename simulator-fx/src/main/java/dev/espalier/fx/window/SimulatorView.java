package dev.espalier.fx.window;

import dev.espalier.fx.graph.GraphView;
import dev.espalier.fx.inspector.InspectorView;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.performance.Performance;
import dev.espalier.fx.scenario.ScenarioView;
import dev.espalier.fx.time.TimeView;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.fx.words.MessageWords;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.TraceEvent;
import java.time.Duration;
import java.util.Objects;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The whole window: one moment of a scenario, seen in many ways. */
public final class SimulatorView {
  /** From this width on there is room for the inspector even when nothing is selected. */
  private static final int WIDE = 1280;

  private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");

  private final Viewing viewing;
  private final GraphView graph;
  private final ScenarioView scenario;
  private final TimeView time;
  private final InspectorView inspector;
  private final ToggleButton flow = new ToggleButton("Flow");
  private final ToggleButton tree = new ToggleButton("Tree");
  private final Button lookButton = new Button();
  private final Label now = new Label();
  private final Label census = new Label();
  private final Label problem = new Label();
  private final BorderPane root = new BorderPane();
  private Look look;

  public SimulatorView(Performance performance, Look look) {
    this.look = look;
    viewing = new Viewing(performance);
    graph = new GraphView(viewing, look);
    scenario = new ScenarioView(viewing);
    time = new TimeView(viewing, look);
    inspector = new InspectorView(viewing);
    root.setId("simulator");
    root.getStylesheets()
        .add(
            Objects.requireNonNull(
                    SimulatorView.class.getResource("/dev/espalier/fx/simulator.css"))
                .toExternalForm());
    root.setTop(top());
    root.setLeft(scenario.root());
    root.setCenter(centre());
    root.setRight(inspector.root());
    root.setBottom(time.root());
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
    wear(look);
  }

  public Parent root() {
    return root;
  }

  private Region top() {
    Label name = new Label("Espalier");
    name.getStyleClass().add("product");
    ToggleGroup forms = new ToggleGroup();
    flow.setId("flow");
    flow.getStyleClass().add("left-pill");
    flow.setTooltip(new Tooltip("The way of data (F)"));
    tree.setId("tree");
    tree.getStyleClass().add("right-pill");
    tree.setTooltip(new Tooltip("Who supervises whom (T)"));
    forms.getToggles().addAll(flow, tree);
    flow.setSelected(true);
    flow.setOnAction(_ -> arrange(GraphView.Form.FLOW));
    tree.setOnAction(_ -> arrange(GraphView.Form.TREE));
    Label settings = new Label(settings());
    settings.getStyleClass().add("muted");
    lookButton.setId("look");
    lookButton.getStyleClass().add("flat");
    lookButton.setTooltip(new Tooltip("Light or dark (D)"));
    lookButton.setOnAction(_ -> wear(look.other()));
    HBox left = new HBox(12, name);
    HBox right = new HBox(12, settings, lookButton);
    left.setAlignment(Pos.CENTER_LEFT);
    right.setAlignment(Pos.CENTER_RIGHT);
    left.setPrefWidth(320);
    right.setPrefWidth(320);
    HBox pills = new HBox(flow, tree);
    pills.setAlignment(Pos.CENTER);
    HBox.setHgrow(pills, Priority.ALWAYS);
    HBox bar = new HBox(left, pills, right);
    bar.getStyleClass().add("top");
    bar.setAlignment(Pos.CENTER);
    return bar;
  }

  private String settings() {
    var settings = viewing.performance().settings();
    return "%s · seed %d".formatted(settings.live() ? "live" : "simulated", settings.seed());
  }

  private Region centre() {
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
    problem.getStyleClass().add("problem");
    problem.setId("problem");
    problem.setWrapText(true);
    problem.setMaxWidth(480);
    problem.setMouseTransparent(true);
    StackPane stack = new StackPane(graph.root(), problem);
    stack.setMinSize(0, 0);
    VBox.setVgrow(stack, Priority.ALWAYS);
    VBox centre = new VBox(stack, line);
    centre.getStyleClass().add("centre");
    centre.setMinSize(0, 0);
    return centre;
  }

  /** Tree or Flow. */
  public void arrange(GraphView.Form form) {
    graph.arrange(form);
    (form == GraphView.Form.FLOW ? flow : tree).setSelected(true);
  }

  public void wear(Look newLook) {
    look = newLook;
    Application.setUserAgentStylesheet(look.styleSheet());
    root.pseudoClassStateChanged(DARK, look.isDark());
    lookButton.setText(look.isDark() ? "Light" : "Dark");
    graph.wear(look);
    time.wear(look);
  }

  public Look look() {
    return look;
  }

  public Viewing viewing() {
    return viewing;
  }

  public GraphView graph() {
    return graph;
  }

  /** When nothing selected is to be shown there, a narrow window needs the room. */
  private void makeRoom() {
    boolean inspecting = viewing.selected() != null || root.getWidth() >= WIDE;
    if (inspecting != (root.getRight() != null)) {
      root.setRight(inspecting ? inspector.root() : null);
    }
  }

  /** Tells it at every pulse of the screen how much time has passed. */
  public AnimationTimer clock() {
    return new AnimationTimer() {
      private long last;

      @Override
      public void handle(long nanos) {
        pulse(last == 0 ? Duration.ZERO : Duration.ofNanos(nanos - last));
        last = nanos;
      }
    };
  }

  /** Lets time pass, and shows what is then. */
  public void pulse(Duration passed) {
    viewing.pulse(passed);
    graph.pulse(passed);
    scenario.pulse();
    time.pulse();
    inspector.pulse();
    makeRoom();
    String trouble = viewing.performance().problem();
    problem.setText(
        !trouble.isEmpty() ? trouble : viewing.timeline().end() == 0 ? "Starting …" : "");
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

  private void press(KeyEvent event) {
    boolean shift = event.isShiftDown();
    Runnable action =
        switch (event.getCode()) {
          case SPACE -> time::playOrPause;
          case RIGHT -> shift ? time::nextStep : time::nextMessage;
          case LEFT -> shift ? time::previousStep : time::previousMessage;
          case HOME -> () -> time.seek(0);
          case END -> () -> time.seek(Long.MAX_VALUE);
          case PLUS, ADD, EQUALS -> () -> time.faster(1);
          case MINUS, SUBTRACT -> () -> time.faster(-1);
          case F -> () -> arrange(GraphView.Form.FLOW);
          case T -> () -> arrange(GraphView.Form.TREE);
          case D -> () -> wear(look.other());
          case DIGIT0 -> graph::fit;
          case ESCAPE -> () -> viewing.select(null);
          default -> null;
        };
    if (action != null && !event.isShortcutDown()) {
      action.run();
      event.consume();
    }
  }
}
