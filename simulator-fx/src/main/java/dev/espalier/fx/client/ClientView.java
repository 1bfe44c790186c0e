package dev.espalier.fx.client;

import dev.espalier.ui.JsonPatch;
import dev.espalier.ui.PatchException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The client of a session: the app's UI with real controls. A change touches only the controls of
 * what changed, so that focus, caret and scroll position stay. Used on the JavaFX thread alone.
 *
 * <p>Ticks, choices and text show what the user did at once; they follow the app when it says
 * something else.
 */
public final class ClientView {
  private static final String PATCHED = "ui-patched";
  private static final PseudoClass POINTED = PseudoClass.getPseudoClass("pointed");
  private static final int MOST_MARKED = 200;

  private final StackPane overlays = new StackPane();
  private final ScrollPane scroll = new Page();
  private final StackPane layers = new StackPane(scroll, overlays);
  private final Surroundings around;
  private final Set<Node> highlighted = new LinkedHashSet<>();
  private final List<Node> pointed = new ArrayList<>();
  private @Nullable ComponentTree tree;
  private @Nullable Drawn root;

  /**
   * @param onAct is told what the user does
   * @param images an app's image by its {@code src}; a frame with its name stands for those that
   *     cannot be had
   */
  public ClientView(Consumer<Act> onAct, Function<String, Optional<Image>> images) {
    around = new Surroundings(onAct, this::pointer, images, overlays);
    layers.getStyleClass().add("ui-client");
    layers
        .getStylesheets()
        .add(Objects.requireNonNull(getClass().getResource("client.css")).toExternalForm());
    overlays.setPickOnBounds(false);
    overlays.setAlignment(Pos.BOTTOM_CENTER);
    overlays.getStyleClass().add("ui-overlays");
    scroll.getStyleClass().add("ui-scroll");
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setFocusTraversable(false);
    Label waiting = new Label("No UI yet");
    waiting.getStyleClass().add("ui-waiting");
    scroll.setContent(waiting);
  }

  /** What to put into the window. */
  public Region node() {
    return layers;
  }

  /** As high as its content at its width wants to be, if there is room. */
  private static final class Page extends ScrollPane {
    @Override
    public Orientation getContentBias() {
      return Orientation.HORIZONTAL;
    }
  }

  /** Whether nothing is seen of the UI. */
  public boolean isBlank() {
    return tree != null && tree.isBlank();
  }

  private String pointer() {
    return tree == null ? "" : tree.pointer();
  }

  /** Shows a UI: {@code {"root": component}}, or the JSON of a JSON route. */
  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  public void show(JsonNode ui) {
    if (tree != null && tree.ui() == ui) {
      return;
    }
    follow(tree == null ? ComponentTree.of(ui) : tree.changedTo(ui));
  }

  /**
   * Changes the UI shown.
   *
   * @throws PatchException when an operation does not fit; the UI stays as it was
   */
  public void apply(JsonPatch patch) throws PatchException {
    if (tree == null) {
      throw new PatchException("there is no UI yet that a patch could change");
    }
    follow(tree.patched(patch));
  }

  private void follow(ComponentTree next) {
    KeptFocus focus = KeptFocus.in(layers);
    if (root != null && root.canBecome(next.root())) {
      root.become(next.root());
    } else {
      if (root != null) {
        root.leave();
      }
      root = Drawn.root(next.root(), around);
      StackPane page = new StackPane(root.node());
      page.setAlignment(Pos.TOP_LEFT);
      page.getStyleClass().add("ui-page");
      scroll.setContent(page);
    }
    tree = next;
    focus.giveBack();
  }

  /** Marks what a patch, already applied, touched. The mark stays until the next one. */
  public void highlight(JsonPatch patch) {
    highlighted.forEach(node -> node.getStyleClass().remove(PATCHED));
    highlighted.clear();
    TouchedPlaces.of(patch).stream()
        .limit(MOST_MARKED)
        .flatMap(pointer -> drawnAt(pointer).stream())
        .forEach(highlighted::add);
    highlighted.forEach(node -> node.getStyleClass().add(PATCHED));
  }

  private Optional<Node> drawnAt(String pointer) {
    return root == null || tree == null || !pointer.startsWith(tree.pointer())
        ? Optional.empty()
        : Optional.of(root.at(pointer.substring(tree.pointer().length())).node());
  }

  /** Points at places in the UI and brings the first of them into sight; at none, at nothing. */
  public void point(Iterable<String> pointers) {
    pointed.forEach(node -> node.pseudoClassStateChanged(POINTED, false));
    pointed.clear();
    pointers.forEach(pointer -> drawnAt(pointer).ifPresent(pointed::add));
    pointed.forEach(node -> node.pseudoClassStateChanged(POINTED, true));
    pointed.stream().findFirst().ifPresent(this::reveal);
  }

  private void reveal(Node node) {
    layers.layout();
    Bounds content = scroll.getContent().getLayoutBounds();
    double page = scroll.getViewportBounds().getHeight();
    Bounds place = scroll.getContent().sceneToLocal(node.localToScene(node.getLayoutBounds()));
    double hidden = content.getHeight() - page;
    double top = scroll.getVvalue() * hidden;
    if (hidden > 0 && (place.getMinY() < top || place.getMaxY() > top + page)) {
      scroll.setVvalue(Math.clamp((place.getCenterY() - page / 2) / hidden, 0, 1));
    }
  }
}
