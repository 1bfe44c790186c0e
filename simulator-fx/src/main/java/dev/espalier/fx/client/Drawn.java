package dev.espalier.fx.client;

import com.google.common.collect.ImmutableListMultimap;
import dev.espalier.fx.client.Component.Child;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A component on the screen. It follows its component through the UI's changes, and keeps the nodes
 * of whatever did not change. Far down in a long column it is only drawn when it is looked at.
 */
final class Drawn {
  /** So many of a column are drawn without asking whether they can be seen. */
  private static final int DRAWN_AT_ONCE = 40;

  private final Surroundings around;
  private final @Nullable Drawn parent;
  private final Wire wire;
  private final Runnable submitsTo;
  private final Unseen unseen = new Unseen(this::appear);
  private @Nullable Widget widget;
  private Component component;
  private List<Drawn> children = List.of();

  private Drawn(Component component, Surroundings around, @Nullable Drawn parent) {
    this.component = component;
    this.around = around;
    this.parent = parent;
    Runnable submit = parent == null ? () -> {} : parent.submitsTo;
    wire = new Wire(component, this::pointer, around.onAct(), submit);
    submitsTo = component.type().equals("form") ? this::submit : submit;
  }

  /** Draws the component that all others are in. */
  static Drawn root(Component component, Surroundings around) {
    Drawn drawn = new Drawn(component, around, null);
    drawn.widget();
    return drawn;
  }

  /** Where it stands in the UI. */
  private String pointer() {
    return parent == null
        ? around.root().get()
        : parent.pointer()
            + parent.component.children().get(parent.children.indexOf(this)).pointer();
  }

  private Widget widget() {
    Widget made = widget;
    if (made == null) {
      made = Widget.of(wire, around);
      widget = made;
      draw(made);
    }
    return made;
  }

  Node node() {
    return widget == null ? unseen : widget.node();
  }

  /** Is drawn from now on, in the place that was kept for it. */
  private void appear() {
    Node node = widget().node();
    if (unseen.getParent() instanceof Pane pane) {
      ObservableList<Node> siblings = pane.getChildren();
      siblings.set(siblings.indexOf(unseen), node);
    }
  }

  boolean canBecome(Component next) {
    return next.kind().equals(component.kind());
  }

  /** Shows {@code next}, a component of the same kind; does nothing if it is the same. */
  @SuppressWarnings("ReferenceEquality") // what a patch left alone is the same instance
  void become(Component next) {
    if (next != component) {
      component = next;
      wire.lead(next);
      if (widget != null) {
        draw(widget);
      }
    }
  }

  private void draw(Widget shown) {
    children = drawChildren();
    ImmutableListMultimap.Builder<String, Node> nodes = ImmutableListMultimap.builder();
    for (int i = 0; i < children.size(); i++) {
      nodes.put(component.children().get(i).slot(), children.get(i).node());
    }
    shown.show(component, new Slots(nodes.build()));
  }

  private List<Drawn> drawChildren() {
    List<Component> before = children.stream().map(child -> child.component).toList();
    List<Component> after = component.children().stream().map(Child::component).toList();
    Set<Drawn> gone = new LinkedHashSet<>(children);
    List<Drawn> drawn = new ArrayList<>(after.size());
    int[] sources = Succession.of(before, after);
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] == Succession.NEW) {
        drawn.add(child(after.get(i), i));
      } else {
        Drawn kept = children.get(sources[i]);
        kept.become(after.get(i));
        gone.remove(kept);
        drawn.add(kept);
      }
    }
    gone.forEach(Drawn::leave);
    return drawn;
  }

  private Drawn child(Component child, int index) {
    Drawn drawn = new Drawn(child, around, this);
    if (index < DRAWN_AT_ONCE || !FlexPane.isColumn(component)) {
      drawn.widget();
    }
    return drawn;
  }

  /** Tells the widgets in it that they are no longer shown. */
  void leave() {
    children.forEach(Drawn::leave);
    if (widget != null) {
      widget.leave();
    }
  }

  private void submit() {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    children.forEach(child -> child.collect(values));
    wire.fire("onSubmit", values);
  }

  private void collect(ObjectNode values) {
    appear();
    String name = component.word("name", "");
    if (!name.isEmpty()) {
      widget().value().ifPresent(value -> values.set(name, value));
    }
    if (!component.type().equals("form")) {
      children.forEach(child -> child.collect(values));
    }
  }

  /** What is drawn for the component at a pointer from this one, as the tree finds it. */
  Drawn at(String pointer) {
    appear();
    for (int i = 0; i < children.size(); i++) {
      String child = component.children().get(i).pointer();
      if (pointer.equals(child) || pointer.startsWith(child + "/")) {
        return children.get(i).at(pointer.substring(child.length()));
      }
    }
    return this;
  }
}
