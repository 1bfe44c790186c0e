package dev.espalier.fx.text;

import dev.espalier.fx.words.ComparedNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import javafx.collections.ObservableList;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A value as a tree. What has changed is open; what a person has opened stays open from one moment
 * to the next.
 */
public final class ValueTree {
  /** So many lines are opened without being asked for. */
  private static final int OPENED_AT_FIRST = 16;

  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private final TreeView<ComparedNode> tree = new TreeView<>();
  private final Set<String> opened = new HashSet<>();
  private final Set<String> closed = new HashSet<>();
  private @Nullable ComparedNode shown;
  private boolean building;

  public ValueTree(String id, String accessibleText) {
    tree.setId(id);
    tree.setAccessibleText(accessibleText);
    tree.getStyleClass().add("value-tree");
    tree.setCellFactory(_ -> new ValueCell());
    tree.setOnKeyPressed(event -> {
      if (COPY.match(event)) {
        copy();
        event.consume();
      }
    });
  }

  public Region root() {
    return tree;
  }

  /**
   * Shows a value whose parts are at the top.
   *
   * @param value the one that is shown already is left alone
   */
  public void show(ComparedNode value) {
    if (value != shown) {
      shown = value;
      building = true;
      boolean hasParts = !value.isLeaf();
      tree.setShowRoot(!hasParts);
      Item root = new Item(value, "");
      root.setExpanded(true);
      openWhatIsSmall(root);
      tree.setRoot(root);
      building = false;
    }
  }

  /** Level by level, as long as there is room for it. */
  private void openWhatIsSmall(Item root) {
    Deque<TreeItem<ComparedNode>> level = new ArrayDeque<>(root.getChildren());
    int room = OPENED_AT_FIRST - level.size();
    while (!level.isEmpty()) {
      TreeItem<ComparedNode> item = level.remove();
      int inside = item.isLeaf() ? 0 : item.getValue().children().size();
      if (inside > 0 && inside <= room && item instanceof Item own) {
        room -= inside;
        own.openUnlessClosed();
        level.addAll(item.getChildren());
      }
    }
  }

  private void copy() {
    TreeItem<ComparedNode> selected = tree.getSelectionModel().getSelectedItem();
    if (selected != null) {
      ClipboardContent content = new ClipboardContent();
      content.putString(selected.getValue().node().line());
      Clipboard.getSystemClipboard().setContent(content);
    }
  }

  /** An item that makes those inside it when it is opened. */
  private final class Item extends TreeItem<ComparedNode> {
    private final String path;
    private boolean made;

    Item(ComparedNode value, String path) {
      super(value);
      this.path = path;
      setExpanded(
          opened.contains(path)
              || (value.mark() == ComparedNode.Mark.CHANGED_INSIDE && !closed.contains(path)));
      expandedProperty()
          .subscribe((_, expanded) -> {
            if (!building) {
              (expanded ? opened : closed).add(path);
              (expanded ? closed : opened).remove(path);
            }
          });
    }

    void openUnlessClosed() {
      if (!closed.contains(path)) {
        setExpanded(true);
      }
    }

    @Override
    public boolean isLeaf() {
      return getValue().isLeaf();
    }

    @Override
    public ObservableList<TreeItem<ComparedNode>> getChildren() {
      ObservableList<TreeItem<ComparedNode>> children = super.getChildren();
      if (!made) {
        made = true;
        for (ComparedNode child : getValue().children()) {
          children.add(new Item(child, path + "/" + child.node().name()));
        }
      }
      return children;
    }
  }
}
