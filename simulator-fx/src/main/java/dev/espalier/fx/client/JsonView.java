package dev.espalier.fx.client;

import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A UI as its JSON; what the last patch changed is marked and revealed. */
final class JsonView {
  private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
  private static final int LONGEST = 200;

  private final TreeView<Value> tree = new TreeView<>();
  private final Set<String> open = new HashSet<>(Set.of(""));
  private @Nullable JsonNode shown;
  private ImmutableSet<String> marked = ImmutableSet.of();

  /** A value in the JSON, and where it stands. */
  private record Value(String pointer, String name, JsonNode json) {

    String line() {
      return name.isEmpty() ? text() : name + ": " + text();
    }

    private String text() {
      if (json.isObject()) {
        String type = json.path("_type").asString(json.path("type").asString(""));
        return type.isEmpty() ? "{%d}".formatted(json.size()) : "{ " + type + " }";
      }
      String text = json.isArray() ? "[%d]".formatted(json.size()) : json.toString();
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
  }

  JsonView() {
    tree.setId("json");
    tree.setCellFactory(_ -> new Cell());
    tree.setAccessibleText("The UI as JSON");
  }

  TreeView<?> root() {
    return tree;
  }

  /**
   * @param touched where the last patch changed it
   */
  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  void show(JsonNode ui, ImmutableSet<String> touched) {
    if (ui == shown && touched.equals(marked)) {
      return;
    }
    shown = ui;
    marked = touched;
    touched.forEach(this::openAbove);
    tree.setRoot(new Item(new Value("", "", ui)));
    tree.refresh();
    touched.stream().findFirst().ifPresent(this::reveal);
  }

  private void openAbove(String pointer) {
    for (int end = pointer.lastIndexOf('/'); end > 0; end = pointer.lastIndexOf('/', end - 1)) {
      open.add(pointer.substring(0, end));
    }
  }

  private void reveal(String pointer) {
    TreeItem<Value> item = tree.getRoot();
    for (TreeItem<Value> next = inner(item, pointer); next != null; next = inner(item, pointer)) {
      item = next;
    }
    tree.getSelectionModel().select(item);
    tree.scrollTo(Math.max(0, tree.getRow(item) - 3));
  }

  private static @Nullable TreeItem<Value> inner(TreeItem<Value> item, String pointer) {
    for (TreeItem<Value> child : item.getChildren()) {
      String at = child.getValue().pointer();
      if (pointer.equals(at) || pointer.startsWith(at + "/")) {
        return child;
      }
    }
    return null;
  }

  /** Makes the items below it when they are asked for. */
  private final class Item extends TreeItem<Value> {
    private boolean made;

    Item(Value value) {
      super(value);
      setExpanded(open.contains(value.pointer()));
      expandedProperty()
          .subscribe((_, expanded) -> {
            if (expanded) {
              open.add(value.pointer());
            } else {
              open.remove(value.pointer());
            }
          });
    }

    @Override
    public boolean isLeaf() {
      return getValue().json().isEmpty();
    }

    @Override
    public ObservableList<TreeItem<Value>> getChildren() {
      if (!made) {
        made = true;
        super.getChildren().setAll(children(getValue()));
      }
      return super.getChildren();
    }

    private ObservableList<TreeItem<Value>> children(Value value) {
      ObservableList<TreeItem<Value>> children = FXCollections.observableArrayList();
      value
          .json()
          .properties()
          .forEach(field ->
              children.add(
                  new Item(
                      new Value(
                          value.pointer() + "/" + ComponentTree.escaped(field.getKey()),
                          field.getKey(),
                          field.getValue()))));
      for (int i = 0; value.json().isArray() && i < value.json().size(); i++) {
        String index = String.valueOf(i);
        children.add(
            new Item(new Value(value.pointer() + "/" + index, index, value.json().get(i))));
      }
      return children;
    }
  }

  private final class Cell extends TreeCell<Value> {
    @Override
    protected void updateItem(@Nullable Value value, boolean empty) {
      super.updateItem(value, empty);
      boolean changed = value != null && marked.contains(value.pointer());
      setText(value == null || empty ? null : (changed ? "~ " : "") + value.line());
      pseudoClassStateChanged(CHANGED, changed && !empty);
    }
  }
}
