package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Band;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.arrangement.Folding;
import dev.espalier.fx.arrangement.Key;
import dev.espalier.fx.arrangement.Room;
import dev.espalier.fx.graph.Neighbours.Direction;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.timeline.Cast;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.fx.viewing.Watched;
import dev.espalier.otp.Address;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The processes, as a tree or as the way of data, and the messages between them. */
public final class GraphView {

  /** How the same nodes are arranged. */
  public enum Form {
    TREE,
    FLOW
  }

  private static final double STEP = 1.25;
  private static final int PAN = 48;
  private static final int NEAR = 9;

  private final Supplier<Watched> watching;
  private final Consumer<@Nullable Address> select;
  private final LongConsumer selectMessage;
  private final Camera camera = new Camera();
  private final Glide glide = new Glide();
  private final Arranger arranger = new Arranger();
  private final Painting painting = new Painting(glide);
  private final Overlay overlay;
  private final StackPane root = new StackPane();
  private Form form = Form.FLOW;
  private Folding folding = Folding.NONE;
  private Look look;
  private Watched watched;
  private Arrangement arrangement = Arrangement.EMPTY;
  private @Nullable Key cursor;
  private @Nullable Address revealing;
  private double pressedX;
  private double pressedY;
  private boolean wasDragged;
  private double hoverX = -1;
  private double hoverY = -1;

  public GraphView(Viewing viewing, Look look) {
    this(() -> Watched.of(viewing), viewing::select, viewing::selectMessage, look);
  }

  /**
   * @param watching what is to be seen at a pulse
   * @param select told the process that was picked; none when it was nothing
   * @param selectMessage told the number of the message that was picked
   */
  public GraphView(
      Supplier<Watched> watching,
      Consumer<@Nullable Address> select,
      LongConsumer selectMessage,
      Look look) {
    this.watching = watching;
    this.select = select;
    this.selectMessage = selectMessage;
    this.look = look;
    this.watched = watching.get();
    overlay = new Overlay(look, () -> zoom(STEP), () -> zoom(1 / STEP), this::fit);
    root.setId("graph");
    root.getStyleClass().add("graph");
    root.getStylesheets()
        .add(Objects.requireNonNull(GraphView.class.getResource("graph.css")).toExternalForm());
    root.setMinSize(0, 0);
    root.setFocusTraversable(true);
    root.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    root.getChildren().addAll(painting.root(), overlay.root());
    root.setOnMousePressed(this::press);
    root.setOnMouseDragged(this::drag);
    root.setOnMouseClicked(this::click);
    root.setOnMouseMoved(event -> hover(event.getX(), event.getY()));
    root.setOnMouseExited(_ -> hover(-1, -1));
    root.setOnScroll(this::scroll);
    root.setOnZoom(this::pinch);
    root.setOnKeyPressed(this::type);
  }

  public Region root() {
    return root;
  }

  public Form form() {
    return form;
  }

  public void arrange(Form newForm) {
    if (form != newForm) {
      form = newForm;
      fit();
    }
  }

  public void wear(Look newLook) {
    look = newLook;
    overlay.wear(newLook);
  }

  /** Shows all of it, and goes on doing so. */
  public void fit() {
    camera.fit();
  }

  /** Larger or smaller, so many times. */
  public void zoom(double factor) {
    camera.step(factor);
  }

  /** Opens what a process is folded into, and goes where it can be seen. */
  public void reveal(Address identity) {
    revealing = identity;
  }

  /** Shows how it goes with one session, the others folded; with all when there is none. */
  public void follow(@Nullable String session) {
    folding = folding.follow(session);
    fit();
  }

  /** The session that is followed; none when all are. */
  public @Nullable String following() {
    return folding.followed();
  }

  public Arrangement arrangement() {
    return arrangement;
  }

  /** Where a box is on the pane. */
  public Corner centreOf(Box box) {
    View view = camera.view();
    return new Corner(view.x(box.centreX()), view.y(box.centreY()));
  }

  /** Where the title by which a band is folded is on the pane. */
  public Corner handleOf(Band band) {
    View view = camera.view();
    return new Corner(view.x(band.x() + 20), view.y(band.y() + 14));
  }

  /** Whether all stands where it belongs, so that what is where it is seen stays there. */
  public boolean isAtRest() {
    return glide.isOver() && camera.isAtRest() && !arranger.isAtWork() && revealing == null;
  }

  /** Where a message is on the pane that is on its way or has just arrived; none for others. */
  public Optional<Corner> placeOf(long message) {
    return painting.spots().stream()
        .filter(spot -> spot.number() == message)
        .map(spot -> new Corner(spot.x(), spot.y()))
        .findFirst();
  }

  public void pulse(Duration passed) {
    watched = watching.get();
    Scope scope = Scope.of(watched);
    Cast cast = watched.timeline().cast(scope.after(), scope.until());
    Room room =
        new Room(
            Math.max(320, root.getWidth() - 2 * View.MARGIN),
            Math.max(240, root.getHeight() - View.MARGIN - View.FOOT));
    if (arranger.arrange(new Arranger.Wish(form, cast, folding, room, watched.labels()))) {
      arrangement = arranger.arrangement();
      glide.to(arrangement);
    }
    unfoldWhatIsRevealed();
    glide.pulse(passed);
    camera.pulse(passed, arrangement, root.getWidth(), root.getHeight());
    painting.draw(arrangement, watched, look, camera.view(), passed);
    overlay.say(painting.relations().legend());
    tell();
    root.setAccessibleText(told());
  }

  private void unfoldWhatIsRevealed() {
    Address wanted = revealing;
    Box box = wanted == null ? null : arrangement.box(wanted);
    if (box == null) {
      return;
    }
    if (box.unfolds() == null) {
      camera.show(box);
      cursor = box.key();
      revealing = null;
    } else if (folding.opened().contains(box.unfolds())) {
      return;
    } else {
      folding = folding.open(box.unfolds());
    }
  }

  private String told() {
    String what = form == Form.FLOW ? "The way of data" : "Who supervises whom";
    Address selected = watched.selected();
    Box box = selected == null ? null : arrangement.box(selected);
    return box == null
        ? what + ", nothing selected"
        : "%s. %s".formatted(what, Tip.of(box, watched).replace("\n", ". "));
  }

  // The mouse.

  private Corner under(double x, double y) {
    return camera.view().under(x, y);
  }

  private void hover(double x, double y) {
    hoverX = x;
    hoverY = y;
  }

  /** What is under the mouse, which may be another at every pulse. */
  private void tell() {
    overlay.tip(hoverX < 0 || root.isPressed() ? "" : tip(), hoverX, hoverY);
  }

  private String tip() {
    long message = messageAt(hoverX, hoverY);
    if (message > 0) {
      return watched
          .timeline()
          .message(message)
          .map(sent -> Tip.of(message, sent, watched))
          .orElse("");
    }
    Corner at = under(hoverX, hoverY);
    Box box = arrangement.boxAt(at.x(), at.y());
    return box == null ? "" : Tip.of(box, watched);
  }

  /** The message that is at a place, or that went last along a line there; 0 for none. */
  private long messageAt(double x, double y) {
    for (MessageLayer.Spot spot : painting.spots()) {
      if (Math.hypot(spot.x() - x, spot.y() - y) <= NEAR) {
        return spot.number();
      }
    }
    Activity activity = painting.activity();
    Corner at = under(x, y);
    if (activity == null || arrangement.boxAt(at.x(), at.y()) != null) {
      return 0;
    }
    double near = NEAR / 2.0 / camera.view().scale();
    return arrangement.edges().stream()
        .filter(edge -> edge.isNear(at.x(), at.y(), near))
        .mapToLong(edge -> activity.lastAlong(edge.ends()))
        .max()
        .orElse(0);
  }

  private void press(MouseEvent event) {
    root.requestFocus();
    pressedX = event.getX();
    pressedY = event.getY();
    wasDragged = false;
  }

  private void drag(MouseEvent event) {
    camera.pan(event.getX() - pressedX, event.getY() - pressedY);
    pressedX = event.getX();
    pressedY = event.getY();
    wasDragged = true;
  }

  private void click(MouseEvent event) {
    if (wasDragged) {
      return;
    }
    Corner at = under(event.getX(), event.getY());
    Box box = arrangement.boxAt(at.x(), at.y());
    Band handle = arrangement.handleAt(at.x(), at.y());
    long message = messageAt(event.getX(), event.getY());
    if (message > 0) {
      selectMessage.accept(message);
    } else if (box != null) {
      pick(box);
    } else if (handle != null) {
      toggle(handle.key(), handle.fold() == Band.Fold.OPEN);
    } else {
      select.accept(null);
    }
  }

  /** Opens a block, or selects a process. */
  private void pick(Box box) {
    cursor = box.key();
    if (box.unfolds() != null) {
      toggle(box.unfolds(), folding.opened().contains(box.unfolds()));
    } else if (box.key() instanceof Key.One(Address identity)) {
      select.accept(identity);
    }
  }

  private void toggle(Key key, boolean isOpen) {
    folding = isOpen ? folding.close(key) : folding.open(key);
  }

  private void scroll(ScrollEvent event) {
    camera.zoom(Math.exp(event.getDeltaY() / 400), event.getX(), event.getY());
    event.consume();
  }

  private void pinch(ZoomEvent event) {
    camera.zoom(event.getZoomFactor(), event.getX(), event.getY());
    event.consume();
  }

  // The keyboard.

  private void type(KeyEvent event) {
    Direction direction =
        switch (event.getCode()) {
          case LEFT -> Direction.LEFT;
          case RIGHT -> Direction.RIGHT;
          case UP -> Direction.UP;
          case DOWN -> Direction.DOWN;
          default -> null;
        };
    if (direction != null) {
      if (event.isShortcutDown()) {
        camera.pan(-PAN * direction.dx(), -PAN * direction.dy());
      } else {
        step(direction);
      }
      event.consume();
      return;
    }
    Box box = cursor == null ? null : arrangement.boxes().get(cursor);
    switch (event.getCode()) {
      case ENTER -> {
        if (box != null) {
          pick(box);
          event.consume();
        }
      }
      case PLUS, ADD, EQUALS -> zoom(STEP);
      case MINUS, SUBTRACT -> zoom(1 / STEP);
      case DIGIT0, NUMPAD0 -> fit();
      default -> {}
    }
  }

  /** To the next box; a process is selected, a block waits to be opened. */
  private void step(Direction direction) {
    Box from = cursor == null ? null : arrangement.boxes().get(cursor);
    Address selected = watched.selected();
    if (selected != null) {
      from = arrangement.box(selected);
    }
    Box to =
        from == null
            ? Neighbours.first(arrangement)
            : Neighbours.next(arrangement, from, direction);
    if (to != null) {
      cursor = to.key();
      select.accept(to.key() instanceof Key.One(Address identity) ? identity : null);
      camera.show(to);
    }
  }
}
