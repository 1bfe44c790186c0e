package dev.espalier.fx.text;

import com.google.common.base.Ascii;
import dev.espalier.fx.look.Presence;
import dev.espalier.fx.words.ComparedNode;
import dev.espalier.fx.words.ComparedNode.Mark;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A part of a value: its name, what it is, and what it was. */
final class ValueCell extends TreeCell<ComparedNode> {
  private static final int LONG = 28;
  private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");

  private final Label sign = new Label();
  private final Label name = new Label();
  private final Label before = new Label();
  private final Label arrow = new Label("→");
  private final Label value = new Label();
  private final HBox line = new HBox(sign, name, before, arrow, value);

  ValueCell() {
    sign.getStyleClass().add("sign");
    sign.setMinWidth(Region.USE_PREF_SIZE);
    name.getStyleClass().add("name");
    before.getStyleClass().add("before");
    before.setMinWidth(0);
    arrow.getStyleClass().add("name");
    arrow.setMinWidth(Region.USE_PREF_SIZE);
    value.getStyleClass().add("value");
    value.setMinWidth(0);
    line.getStyleClass().add("value-line");
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable ComparedNode node, boolean empty) {
    super.updateItem(node, empty);
    getStyleClass().removeAll("new", "gone", "changed");
    if (empty || node == null) {
      setGraphic(null);
      setTooltip(null);
      return;
    }
    Mark mark = node.mark();
    String was = node.before();
    sign.setText(sign(mark));
    name.setText(node.node().name().isEmpty() ? "" : node.node().name() + ":");
    name.setMinWidth(name.getText().length() <= LONG ? Region.USE_PREF_SIZE : 0);
    value.setText(node.node().text());
    before.setText(was == null ? "" : was);
    Presence.set(sign, mark != Mark.SAME);
    Presence.set(name, !node.node().name().isEmpty());
    Presence.set(before, was != null);
    Presence.set(arrow, was != null);
    if (mark != Mark.SAME) {
      getStyleClass().add(mark == Mark.CHANGED_INSIDE ? "changed" : Ascii.toLowerCase(mark.name()));
    }
    pseudoClassStateChanged(MARKED, mark != Mark.SAME && mark != Mark.CHANGED_INSIDE);
    String whole = was == null ? node.node().line() : node.node().line() + "\nwas: " + was;
    setTooltip(whole.length() > LONG ? new Tooltip(whole) : null);
    setAccessibleText(spoken(mark) + whole);
    setGraphic(line);
  }

  private static String sign(Mark mark) {
    return switch (mark) {
      case SAME -> "";
      case NEW -> "+";
      case GONE -> "−";
      case CHANGED, CHANGED_INSIDE -> "~";
    };
  }

  private static String spoken(Mark mark) {
    return switch (mark) {
      case SAME -> "";
      case NEW -> "new: ";
      case GONE -> "gone: ";
      case CHANGED, CHANGED_INSIDE -> "changed: ";
    };
  }
}
