package dev.espalier.fx.client;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TextInputControl;
import org.jspecify.annotations.Nullable;

/**
 * Where the keyboard was before a change, to be given back if its node was moved meanwhile.
 *
 * @param owner the node that had the focus
 */
record KeptFocus(@Nullable Node owner, int anchor, int caret) {

  /** Of whatever in {@code parent} has the focus. */
  static KeptFocus in(Parent parent) {
    Node owner = parent.getScene() == null ? null : parent.getScene().getFocusOwner();
    for (Node node = owner; node != null; node = node.getParent()) {
      if (node.equals(parent)) {
        return owner instanceof TextInputControl field
            ? new KeptFocus(owner, field.getAnchor(), field.getCaretPosition())
            : new KeptFocus(owner, 0, 0);
      }
    }
    return new KeptFocus(null, 0, 0);
  }

  void giveBack() {
    if (owner == null || owner.isFocused() || owner.getScene() == null) {
      return;
    }
    owner.requestFocus();
    if (owner instanceof TextInputControl field) {
      field.selectRange(anchor, caret);
    }
  }
}
