package dev.espalier.fx.graph;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.arrangement.Key;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.otp.Address;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The processes, as a tree or as the way of data. Two layers: who is there, drawn anew when that
 * changes, and over it the messages, drawn anew at every pulse.
 */
public final class GraphView {

  /** How the same nodes are arranged. */
  public enum Form {
    TREE,
    FLOW
  }

  private static final int MARGIN = 24;
  private static final int MOST_THAT_GLIDE = 1_500;
  private static final Duration GLIDE = Duration.ofMillis(350);
  private static final double LARGEST = 3;
  private static final double SMALLEST = 0.1;

  private final Viewing viewing;
  private final Canvas still = new Canvas();
  private final Canvas moving = new Canvas();
  private final Pane pane = new Pane(still, moving);
  private final Set<Key> opened = new HashSet<>();
  private Form form = Form.FLOW;
  private Look look;
  private Arrangement arrangement;
  private ImmutableMap<Key, Corner> before = ImmutableMap.of();
  private double gliding = 1;
  private double scale = 1;
  private double left = MARGIN;
  private double top = MARGIN;
  private boolean fitting = true;
  private double pressedX;
  private double pressedY;
  private ImmutableCollection<ProcessAt> cast = ImmutableSet.of();
  private int arrangements;
  private Viewing.@Nullable Stretch arranged;
  private double arrangedHeight;
  private @Nullable Drawn drawn;

  public GraphView(Viewing viewing, Look look) {
    this.viewing = viewing;
    this.look = look;
    this.arrangement = Arrangement.flow(ImmutableSet.of(), ImmutableSet.of(), viewing.labels());
    pane.setId("graph");
    pane.setMinSize(0, 0);
    pane.setFocusTraversable(true);
    for (Canvas canvas : new Canvas[] {still, moving}) {
      canvas.widthProperty().bind(pane.widthProperty());
      canvas.heightProperty().bind(pane.heightProperty());
    }
    pane.setOnMousePressed(this::press);
    pane.setOnMouseDragged(this::drag);
    pane.setOnMouseClicked(this::click);
    pane.setOnScroll(this::zoom);
  }

  public Region root() {
    return pane;
  }

  public Form form() {
    return form;
  }

  public void arrange(Form newForm) {
    if (form != newForm) {
      form = newForm;
      fitting = true;
      rearrange();
    }
  }

  public void wear(Look newLook) {
    look = newLook;
  }

  /** Shows all of it, and goes on doing so. */
  public void fit() {
    fitting = true;
  }

  public Arrangement arrangement() {
    return arrangement;
  }

  /** Where a box is on the pane. */
  public Corner centreOf(Box box) {
    return new Corner(left + scale * box.centreX(), top + scale * box.centreY());
  }

  public void pulse(Duration passed) {
    Viewing.Stretch stretch = viewing.stretch();
    if (!stretch.equals(arranged) || pane.getHeight() != arrangedHeight) {
      arranged = stretch;
      arrangedHeight = pane.getHeight();
      cast = viewing.timeline().cast(stretch.before(), stretch.after()).members().values();
      rearrange();
    }
    gliding = Math.min(1, gliding + (double) passed.toNanos() / GLIDE.toNanos());
    if (fitting) {
      fitNow();
    }
    draw(stretch);
  }

  private void rearrange() {
    ImmutableMap<Key, Corner> places = places();
    arrangement =
        form == Form.FLOW
            ? Arrangement.flow(cast, ImmutableSet.copyOf(opened), viewing.labels())
            : Arrangement.tree(
                cast,
                ImmutableSet.copyOf(opened),
                Math.max(320, pane.getHeight() - 2 * MARGIN),
                viewing.labels());
    arrangements++;
    boolean few = arrangement.boxes().size() <= MOST_THAT_GLIDE;
    before = few ? places : ImmutableMap.of();
    gliding = few && isMoved() ? 0 : 1;
  }

  private boolean isMoved() {
    return arrangement.boxes().values().stream()
        .anyMatch(box -> {
          Corner from = before.get(box.key());
          return from != null && (from.x() != box.x() || from.y() != box.y());
        });
  }

  private ImmutableMap<Key, Corner> places() {
    ImmutableMap.Builder<Key, Corner> places = ImmutableMap.builder();
    arrangement.boxes().values().forEach(box -> places.put(box.key(), place(box)));
    return places.buildOrThrow();
  }

  /** Where a box is while it glides from where it was. */
  private Corner place(Box box) {
    Corner from = before.get(box.key());
    if (from == null || gliding >= 1) {
      return new Corner(box.x(), box.y());
    }
    double eased = 1 - Math.pow(1 - gliding, 3);
    return new Corner(
        from.x() + eased * (box.x() - from.x()), from.y() + eased * (box.y() - from.y()));
  }

  private void fitNow() {
    double wide = pane.getWidth() - 2 * MARGIN;
    double high = pane.getHeight() - 2 * MARGIN;
    if (wide > 0 && high > 0 && arrangement.width() > 0) {
      double fits = Math.min(wide / arrangement.width(), high / arrangement.height());
      scale = Math.clamp(fits, SMALLEST, 1.25);
      left = Math.round(Math.max(MARGIN, (pane.getWidth() - scale * arrangement.width()) / 2));
      top = MARGIN;
    }
  }

  /** What the lower layer shows; while it is the same nothing is drawn. */
  private record Drawn(
      long moment,
      int arrangement,
      double gliding,
      Look look,
      double scale,
      double left,
      double top,
      double width,
      double height,
      @Nullable Address selected) {}

  private void draw(Viewing.Stretch stretch) {
    Drawn now =
        new Drawn(
            viewing.player().at(),
            arrangements,
            gliding,
            look,
            scale,
            left,
            top,
            pane.getWidth(),
            pane.getHeight(),
            viewing.selected());
    Pen pen = new Pen(still.getGraphicsContext2D(), look, left, top, scale);
    if (!now.equals(drawn)) {
      drawn = now;
      new ProcessLayer(pen, arrangement, viewing.moment(), viewing.selected(), this::place)
          .draw(Activity.of(viewing.timeline(), stretch.before(), viewing.player().at()), gliding);
    }
    new MessageLayer(pen.on(moving.getGraphicsContext2D()), arrangement, viewing, this::place)
        .draw();
  }

  private @Nullable Box boxAt(MouseEvent event) {
    return arrangement.boxAt((event.getX() - left) / scale, (event.getY() - top) / scale);
  }

  private void press(MouseEvent event) {
    pane.requestFocus();
    pressedX = event.getX() - left;
    pressedY = event.getY() - top;
  }

  private void drag(MouseEvent event) {
    fitting = false;
    left = event.getX() - pressedX;
    top = event.getY() - pressedY;
  }

  private void click(MouseEvent event) {
    if (!event.isStillSincePress()) {
      return;
    }
    switch (boxAt(event)) {
      case null -> viewing.select(null);
      case Box(Key.Many many, _, _, _, _, _, _, _, _, _) -> {
        opened.add(many);
        rearrange();
      }
      case Box(Key.One(Address identity), _, _, _, _, _, _, _, _, _) -> viewing.select(identity);
      case Box _ -> {}
    }
  }

  private void zoom(ScrollEvent event) {
    double factor = Math.exp(event.getDeltaY() / 400);
    double newScale = Math.clamp(scale * factor, SMALLEST, LARGEST);
    left = event.getX() - (event.getX() - left) * newScale / scale;
    top = event.getY() - (event.getY() - top) * newScale / scale;
    scale = newScale;
    fitting = false;
  }
}
