package dev.espalier.fx.sequence;

import dev.espalier.fx.graph.HoverLabel;
import dev.espalier.fx.graph.Tip;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.look.Presence;
import dev.espalier.fx.sequence.Choice.Extent;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.fx.viewing.Watched;
import dev.espalier.otp.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** The same messages as in the graph, on lanes, in step with it. */
public final class SequenceView {
  private static final String ALL_SESSIONS = "all sessions";
  private static final double SEEN_AT = 0.7;

  private final Supplier<Watched> watching;
  private final LongConsumer selectMessage;
  private final Canvas canvas = new Canvas();
  private final HoverLabel tip = new HoverLabel();
  private final Label nothing = new Label();
  private final Pane pane = new Pane(canvas, nothing, tip.root());
  private final ScrollBar down = new ScrollBar();
  private final ScrollBar across = new ScrollBar();
  private final ComboBox<Extent> extent = new ComboBox<>();
  private final ComboBox<String> session = new ComboBox<>();
  private final ToggleButton onlySelected = new ToggleButton("Selected only");
  private final ToggleButton signals = new ToggleButton("Signals");
  private final Label count = new Label();
  private final VBox root = new VBox();
  private Look look;
  private Watched watched;
  private @Nullable Sequence sequence;
  private @Nullable Drawn drawn;
  private int current = -2;
  private double hoverX = -1;
  private double hoverY = -1;

  public SequenceView(Viewing viewing, Look look) {
    this(() -> Watched.of(viewing), viewing::selectMessage, look);
  }

  /**
   * @param watching what is to be seen at a pulse
   * @param selectMessage told the number of the message that was picked
   */
  public SequenceView(Supplier<Watched> watching, LongConsumer selectMessage, Look look) {
    this.watching = watching;
    this.selectMessage = selectMessage;
    this.look = look;
    this.watched = watching.get();
    down.setOrientation(Orientation.VERTICAL);
    down.setId("sequence-down");
    across.setId("sequence-across");
    pane.setId("sequence");
    pane.getStyleClass().add("sequence");
    pane.setMinSize(0, 0);
    pane.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    canvas.widthProperty().bind(pane.widthProperty());
    canvas.heightProperty().bind(pane.heightProperty());
    nothing.getStyleClass().add("muted");
    nothing.setMouseTransparent(true);
    nothing.relocate(Diagram.NUMBERS, Diagram.HEAD + 16.0);
    pane.setOnMouseClicked(this::click);
    pane.setOnMouseMoved(event -> hover(event.getX(), event.getY()));
    pane.setOnMouseExited(_ -> hover(-1, -1));
    pane.setOnScroll(this::scroll);
    BorderPane body = new BorderPane(pane, null, down, across, null);
    body.setMinSize(0, 0);
    VBox.setVgrow(body, Priority.ALWAYS);
    root.getStylesheets()
        .add(Objects.requireNonNull(Tip.class.getResource("graph.css")).toExternalForm());
    root.setMinSize(0, 0);
    root.getChildren().addAll(toolbar(), body);
  }

  private Region toolbar() {
    extent.setId("sequence-extent");
    extent.getItems().setAll(Extent.values());
    extent.setValue(Extent.STEP);
    extent.setConverter(new Words());
    extent.setTooltip(new Tooltip("Which stretch is shown"));
    session.setId("sequence-session");
    session.getItems().setAll(ALL_SESSIONS);
    session.setValue(ALL_SESSIONS);
    session.setTooltip(new Tooltip("Whose messages are shown"));
    onlySelected.setId("sequence-selected");
    onlySelected.setTooltip(new Tooltip("Only what the selected process sends and is sent"));
    signals.setId("sequence-signals");
    signals.setTooltip(new Tooltip("Also what the runtime sends: exits, processes that are down"));
    count.getStyleClass().add("muted");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox bar = new HBox(8, extent, session, onlySelected, signals, space, count);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("sequence-bar");
    return bar;
  }

  /** The stretches in words. */
  private static final class Words extends StringConverter<Extent> {
    @Override
    public String toString(Extent extent) {
      return switch (extent) {
        case STEP -> "this step";
        case CHANGE -> "this change";
        case ALL -> "all of it";
      };
    }

    @Override
    public Extent fromString(String text) {
      throw new UnsupportedOperationException("it is picked, not typed");
    }
  }

  public Region root() {
    return root;
  }

  public void wear(Look newLook) {
    look = newLook;
  }

  /** What is drawn; while it is the same nothing is. */
  private record Drawn(
      Sequence sequence,
      int rows,
      int lanes,
      long at,
      double left,
      double top,
      double width,
      double height,
      Look look,
      long message) {}

  public void pulse(Duration passed) {
    watched = watching.get();
    offerSessions();
    Choice choice =
        new Choice(
            extent.getValue(),
            ALL_SESSIONS.equals(session.getValue()) ? null : session.getValue(),
            onlySelected.isSelected() ? watched.selected() : null,
            signals.isSelected());
    Choice.Stretch stretch = choice.stretch(watched);
    Sequence now = sequence;
    if (now == null || !now.isOf(watched.timeline(), choice, stretch)) {
      now = new Sequence(watched.timeline(), choice, stretch.after());
      sequence = now;
      current = -2;
    }
    now.read(stretch.until());
    fit(now);
    follow(now);
    draw(now);
    tell(now);
  }

  private void offerSessions() {
    List<String> names = new ArrayList<>(List.of(ALL_SESSIONS));
    watched.timeline().lives().sessions().forEach(names::add);
    if (!names.equals(session.getItems())) {
      String chosen = session.getValue();
      session.getItems().setAll(names);
      session.setValue(names.contains(chosen) ? chosen : ALL_SESSIONS);
    }
  }

  private void fit(Sequence now) {
    fit(down, Diagram.high(now), canvas.getHeight(), Diagram.ROW);
    fit(across, Diagram.wide(now, canvas.getWidth()), canvas.getWidth(), Diagram.NUMBERS);
    nothing.setText(now.size() == 0 ? "Nothing is sent here." : "");
    count.setText(now.size() == 1 ? "1 row" : "%,d rows".formatted(now.size()));
  }

  private static void fit(ScrollBar bar, double whole, double seen, double step) {
    double most = Math.max(0, whole - seen);
    bar.setMax(most);
    bar.setVisibleAmount(whole <= 0 ? 1 : most * Math.min(1, seen / whole));
    bar.setUnitIncrement(step);
    bar.setBlockIncrement(seen / 2);
    Presence.set(bar, most > 0);
    if (bar.getValue() > most) {
      bar.setValue(most);
    }
  }

  /** Where one is stays in sight when it becomes another. */
  private void follow(Sequence now) {
    int row = now.rowAt(watched.player().at());
    if (row != current) {
      current = row;
      double y = (double) row * Diagram.ROW;
      double seen = canvas.getHeight() - Diagram.HEAD;
      boolean isSeen = y >= down.getValue() && y + 2 * Diagram.ROW <= down.getValue() + seen;
      if (!isSeen) {
        down.setValue(Math.clamp(y - SEEN_AT * seen, 0, down.getMax()));
      }
    }
  }

  private void draw(Sequence now) {
    Drawn next =
        new Drawn(
            now,
            now.size(),
            now.lanes().size(),
            watched.player().at(),
            across.getValue(),
            down.getValue(),
            canvas.getWidth(),
            canvas.getHeight(),
            look,
            watched.message());
    if (!next.equals(drawn)) {
      drawn = next;
      new Diagram(canvas, look, now, watched, across.getValue(), down.getValue())
          .draw(watched.message());
    }
  }

  // The mouse.

  private void hover(double x, double y) {
    hoverX = x;
    hoverY = y;
  }

  private void tell(Sequence now) {
    int row = hoverX < 0 ? -1 : Diagram.rowAt(hoverY, down.getValue(), now);
    String text = row < 0 ? "" : told(now.row(row));
    tip.tell(text, hoverX, hoverY, pane);
  }

  private String told(Row row) {
    return switch (row) {
      case Row.Message message when message.isLost() -> "it was for a process that is not there";
      case Row.Message message ->
          watched
              .timeline()
              .message(message.number())
              .map(sent -> Tip.of(message.number(), sent, watched))
              .orElse("");
      case Row.Begin(_, Address who, _) -> who + " is started";
      case Row.End(_, Address who, var reason) -> "%s exits: %s".formatted(who, reason);
    };
  }

  private void click(MouseEvent event) {
    Sequence now = sequence;
    int row = now == null ? -1 : Diagram.rowAt(event.getY(), down.getValue(), now);
    if (now != null && row >= 0 && event.isStillSincePress()) {
      selectMessage.accept(now.row(row).number());
    }
  }

  private void scroll(ScrollEvent event) {
    down.setValue(Math.clamp(down.getValue() - event.getDeltaY(), 0, down.getMax()));
    across.setValue(Math.clamp(across.getValue() - event.getDeltaX(), 0, across.getMax()));
    event.consume();
  }
}
