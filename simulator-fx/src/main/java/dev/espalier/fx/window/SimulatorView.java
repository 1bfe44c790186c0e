package dev.espalier.fx.window;

import com.google.common.collect.ImmutableList;
import dev.espalier.app.FileWatch;
import dev.espalier.fx.annals.Annals;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.client.ClientActs;
import dev.espalier.fx.client.ClientsPane;
import dev.espalier.fx.database.DatabaseView;
import dev.espalier.fx.database.DocumentsAt;
import dev.espalier.fx.graph.GraphView;
import dev.espalier.fx.inspector.InspectorView;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.memory.Remembered;
import dev.espalier.fx.opening.Library;
import dev.espalier.fx.opening.OpenView;
import dev.espalier.fx.opening.Opened;
import dev.espalier.fx.performance.Performance;
import dev.espalier.fx.scenario.ScenarioView;
import dev.espalier.fx.time.TimeView;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.fx.words.Target;
import dev.espalier.otp.Address;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.play.PlaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.Image;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import org.fxmisc.richtext.GenericStyledArea;
import org.jspecify.annotations.Nullable;

/** The whole window: one moment of a scenario, seen in many ways. */
public final class SimulatorView {
  /** From this width on the tabs stand beside the graph, below it they stand under it. */
  private static final int WIDE = 1240;

  /** Of the height, for the graph, when the tabs stand under it. */
  private static final double NARROW_SHARE = 0.62;

  private static final ImmutableList<Double> TEXT_SCALES =
      ImmutableList.of(0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0);
  private static final double TEXT = 12;

  /**
   * How often at most it draws while the next step is being played, which takes milliseconds: the
   * processor is for the step.
   */
  private static final Duration WHILE_PLAYING = Duration.ofMillis(500);

  private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");

  private final PlaySettings settings;
  private final Host host;
  private final Viewing viewing;
  private final TopBar top;
  private final GraphView graph;
  private final ScenarioView scenario;
  private final CentreView centre;
  private final TimeView time;
  private final InspectorView inspector;
  private final ClientsPane clients;
  private final DatabaseView database;
  private final AppTab app;
  private final ByHand hand;
  private final OpenView opening;
  private final TabPane tabs = new TabPane();
  private final Map<Part, Tab> tabOf = new EnumMap<>(Part.class);
  private final SplitPane beside = new SplitPane();
  private final SplitPane parts = new SplitPane();
  private final BorderPane frame = new BorderPane();
  private final StackPane root = new StackPane();
  private Remembered remembered;
  private Opened opened;
  private Look look;
  private @Nullable FileWatch watch;
  private Annals annals;
  private @Nullable DocumentsAt documents;
  private @Nullable Target inspected;

  public SimulatorView(Opened opened, PlaySettings settings, Remembered remembered, Host host) {
    this.opened = opened;
    this.settings = settings;
    this.remembered = remembered;
    this.host = host;
    look = remembered.dark() ? Look.DARK : Look.LIGHT;
    viewing = new Viewing(Performance.begin(opened, settings));
    annals = new Annals(viewing.timeline());
    graph = new GraphView(viewing, look);
    scenario = new ScenarioView(viewing);
    time = new TimeView(viewing, look, this::killSelected, this::writeStep);
    hand = new ByHand(viewing);
    inspector = new InspectorView(this::follow, hand, look);
    centre = new CentreView(viewing, graph, remembered, look);
    clients =
        new ClientsPane(
            new ClientActs(new Using(viewing)::act, viewing::seek, _ -> {}), this::image);
    database = new DatabaseView(viewing::act, this::follow);
    app = new AppTab(viewing, this::follow);
    opening = new OpenView(host.dialogs(), this::open);
    top = new TopBar(this, viewing);
    lay();
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::keepFromMenus);
    root.setOnDragOver(this::dragOver);
    root.setOnDragDropped(this::drop);
    arrange(remembered.tree() ? GraphView.Form.TREE : GraphView.Form.FLOW);
    wear(look);
    scaleText(0);
    watchFile();
    readLibrary();
    viewing.playOrPause();
  }

  private void lay() {
    for (Part part : Part.values()) {
      Tab tab = new Tab(part.title());
      tab.setClosable(false);
      tabOf.put(part, tab);
      tabs.getTabs().add(tab);
    }
    tab(Part.CLIENTS).setContent(clients.root());
    tab(Part.INSPECTOR).setContent(inspector.root());
    tab(Part.DATABASE).setContent(database.root());
    tab(Part.APP).setContent(app.root());
    tabs.setId("tabs");
    tabs.setMinSize(0, 0);
    beside.getItems().addAll(centre.root(), tabs);
    beside.setDividerPositions(remembered.shares().graph());
    parts.getItems().addAll(scenario.root(), beside);
    parts.setDividerPositions(remembered.shares().scenario());
    SplitPane.setResizableWithParent(scenario.root(), false);
    frame.setTop(top.root());
    frame.setCenter(parts);
    frame.setBottom(time.root());
    root.setId("simulator");
    root.getStylesheets()
        .add(
            Objects.requireNonNull(
                    SimulatorView.class.getResource("/dev/espalier/fx/simulator.css"))
                .toExternalForm());
    root.getChildren().addAll(frame, opening.root());
    StackPane.setAlignment(opening.root(), Pos.TOP_CENTER);
  }

  public Parent root() {
    return root;
  }

  /** What is watched in it. */
  public Viewing viewing() {
    return viewing;
  }

  GraphView graph() {
    return graph;
  }

  Look look() {
    return look;
  }

  // Opening.

  void pickWhatToOpen() {
    opening.show(remembered.recent());
  }

  void open(String where) {
    open(Opened.of(where));
  }

  /** Opens something else instead; what is wrong with it is said where its steps would be. */
  void open(Opened other) {
    opened = other;
    remembered = remembered.opened(other.where());
    loadAgain();
    watchFile();
  }

  void loadAgain() {
    viewing.watch(Performance.begin(opened, settings));
    clients.clear();
    graph.fit();
  }

  /** What is saved begins again. */
  private void watchFile() {
    unwatch();
    watch =
        opened
            .file()
            .map(file -> FileWatch.of(file, () -> Platform.runLater(this::loadAgain)))
            .orElse(null);
  }

  private void unwatch() {
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }

  private void readLibrary() {
    Thread.ofVirtual()
        .name("library")
        .start(() -> {
          try {
            Library library = Library.in(host.library());
            Platform.runLater(() -> opening.offer(library));
          } catch (IOException e) {
            Platform.runLater(() -> opening.miss(host.library(), e));
          }
        });
  }

  private void dragOver(DragEvent event) {
    Dragboard board = event.getDragboard();
    if (board.hasFiles() || board.hasUrl()) {
      event.acceptTransferModes(TransferMode.COPY);
    }
    event.consume();
  }

  private void drop(DragEvent event) {
    Dragboard board = event.getDragboard();
    if (board.hasFiles()) {
      open(Opened.of(board.getFiles().getFirst().toPath()));
    } else if (board.hasUrl()) {
      open(board.getUrl());
    }
    event.setDropCompleted(board.hasFiles() || board.hasUrl());
    event.consume();
  }

  /** Saves what was done, by hand or not, where a person says. */
  void saveAsScenario() {
    host.dialogs()
        .save("scenario.yaml")
        .ifPresent(file ->
            viewing.performance().save(file, told -> Platform.runLater(() -> scenario.tell(told))));
  }

  void close() {
    host.close().run();
  }

  // Time.

  void faster(int by) {
    time.faster(by);
  }

  // Acting.

  void addSession() {
    scenario.byHand().openAnother();
  }

  void writeStep() {
    scenario.byHand().focus();
  }

  void killSelected() {
    viewing.selectedProcess().ifPresent(hand::kill);
  }

  // Looking.

  /** Tree or Flow. */
  void arrange(GraphView.Form form) {
    graph.arrange(form);
    top.show(form);
  }

  void toggleSequence() {
    centre.showSequence(!centre.isSequenceShown());
  }

  void fit() {
    graph.fit();
  }

  /** Follows the session of the client that is looked at, or all sessions again. */
  void followSession() {
    graph.follow(graph.following() == null ? clients.selected().orElse(null) : null);
  }

  void find() {
    top.find();
  }

  /** Selects a process and has it seen. */
  void reveal(Address process) {
    viewing.select(process);
    graph.reveal(process);
  }

  void selectNothing() {
    viewing.select(null);
    graph.root().requestFocus();
  }

  void show(Part part) {
    tabs.getSelectionModel().select(tab(part));
  }

  private Tab tab(Part part) {
    return Objects.requireNonNull(tabOf.get(part));
  }

  void changeLook() {
    wear(look.other());
  }

  private void wear(Look newLook) {
    look = newLook;
    Application.setUserAgentStylesheet(look.styleSheet());
    root.pseudoClassStateChanged(DARK, look.isDark());
    top.wear(look);
    graph.wear(look);
    centre.wear(look);
    time.wear(look);
    clients.wear(look);
    inspector.wear(look);
  }

  /** One size up or down. */
  void scaleText(int by) {
    int now = Math.max(0, TEXT_SCALES.indexOf(remembered.scale()));
    double scale = TEXT_SCALES.get(Math.clamp(now + by, 0, TEXT_SCALES.size() - 1));
    remembered = remembered.withScale(scale);
    root.setStyle("-fx-font-size: %.1fpx".formatted(TEXT * scale));
  }

  /** How the window is at the moment, but for its place and size on the screen. */
  public Remembered remembered() {
    return remembered.left(
        look.isDark(),
        graph.form() == GraphView.Form.TREE,
        centre.isSequenceShown(),
        new Remembered.Shares(
            parts.getDividerPositions()[0], beside.getDividerPositions()[0], centre.share()));
  }

  /** What is at the right; of several parts the one that is to be seen. */
  private void showPart(Viewpoint now) {
    Target selected = selected();
    if (selected != null && !selected.equals(inspected)) {
      show(Part.INSPECTOR);
    }
    inspected = selected;
    long stepBegan = viewing.stretch().before();
    app.pulse();
    switch (shownPart()) {
      case CLIENTS -> clients.show(viewing.timeline(), now.at(), viewing.labels());
      case INSPECTOR -> inspector.show(now, selected);
      case DATABASE -> database.show(now, stepBegan, documents());
      case APP -> app.show(now, stepBegan);
    }
  }

  private Viewpoint viewpoint() {
    if (!annals.isOf(viewing.timeline())) {
      annals = new Annals(viewing.timeline());
    }
    annals.follow();
    return new Viewpoint(annals, viewing.labels(), viewing.player().at());
  }

  private Part shownPart() {
    Tab shown = tabs.getSelectionModel().getSelectedItem();
    return tabOf.entrySet().stream()
        .filter(entry -> entry.getValue().equals(shown))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Part.CLIENTS);
  }

  private DocumentsAt documents() {
    DocumentsAt now = documents;
    if (now == null || !now.isOf(viewing.timeline())) {
      now = new DocumentsAt(viewing.timeline(), viewing.performance().documents());
      documents = now;
    }
    now.follow();
    return now;
  }

  /** An image of an app that is a script: a file beside it. */
  private Optional<Image> image(String source) {
    return viewing
        .run()
        .app()
        .flatMap(from ->
            from instanceof AppSource.Script script
                ? Optional.of(script.path().resolveSibling(source))
                : Optional.empty())
        .filter(Files::isRegularFile)
        .map(file -> new Image(file.toUri().toString(), true));
  }

  private @Nullable Target selected() {
    Address process = viewing.selected();
    return viewing.selectedMessage() > 0
        ? new Target.ToMessage(viewing.selectedMessage())
        : process == null ? null : new Target.ToProcess(process);
  }

  /** Goes where a link leads. */
  private void follow(Target target) {
    switch (target) {
      case Target.ToProcess(Address identity) -> viewing.select(identity);
      case Target.ToMessage(long number) -> viewing.selectMessage(number);
      case Target.ToMoment(long event) -> viewing.seek(event);
      case Target.ToLine(int line) -> {
        show(Part.APP);
        app.reveal(line);
      }
    }
  }

  // Keys.

  /** What is typed into a field is no menu's key. */
  private void keepFromMenus(KeyEvent event) {
    Node focused = root.getScene().getFocusOwner();
    boolean isTyping =
        focused instanceof TextInputControl || focused instanceof GenericStyledArea<?, ?, ?>;
    if (isTyping && !event.isShortcutDown() && !event.isAltDown()) {
      event.consume();
      return;
    }
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    switch (event.getCode()) {
      case ADD, EQUALS -> faster(1);
      case SUBTRACT -> faster(-1);
      default -> {
        return;
      }
    }
    event.consume();
  }

  // Pulses.

  /** Tells it at every pulse of the screen how much time has passed. */
  public AnimationTimer clock() {
    return new AnimationTimer() {
      private long last;

      @Override
      public void handle(long nanos) {
        Duration passed = last == 0 ? Duration.ZERO : Duration.ofNanos(nanos - last);
        if (viewing.performance().isIdle() || passed.compareTo(WHILE_PLAYING) >= 0 || last == 0) {
          pulse(passed);
          last = nanos;
        }
      }
    };
  }

  /** Lets time pass, and shows what is then. */
  public void pulse(Duration passed) {
    viewing.pulse(passed);
    turn();
    top.pulse();
    graph.pulse(passed);
    scenario.pulse();
    time.pulse();
    Viewpoint now = viewpoint();
    showPart(now);
    centre.pulse(passed, now);
  }

  /** In a narrow window the tabs go under the graph. */
  private void turn() {
    Orientation fitting = root.getWidth() >= WIDE ? Orientation.HORIZONTAL : Orientation.VERTICAL;
    if (beside.getOrientation() != fitting) {
      beside.setOrientation(fitting);
      beside.setDividerPositions(
          fitting == Orientation.HORIZONTAL ? remembered.shares().graph() : NARROW_SHARE);
    }
  }

  /** Stops what is played and watched. */
  public void leave() {
    viewing.leave();
    app.close();
    unwatch();
  }
}
