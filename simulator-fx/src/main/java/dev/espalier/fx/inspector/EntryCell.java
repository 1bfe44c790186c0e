package dev.espalier.fx.inspector;

import dev.espalier.fx.look.Presence;
import dev.espalier.trace.TraceEvent;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A message in a history: which way it went, what it was, when, and with whom. */
final class EntryCell extends ListCell<TraceEvent> {
  private static final PseudoClass INCOMING = PseudoClass.getPseudoClass("incoming");

  private final Function<TraceEvent, History.Entry> read;
  private final Label direction = new Label();
  private final Label what = new Label();
  private final Label waits = new Label("waits");
  private final Label time = new Label();
  private final Label peer = new Label();
  private final VBox lines;

  EntryCell(Function<TraceEvent, History.Entry> read) {
    this.read = read;
    direction.getStyleClass().add("direction");
    direction.setMinWidth(Region.USE_PREF_SIZE);
    what.getStyleClass().add("what");
    what.setMinWidth(0);
    waits.getStyleClass().add("waits");
    waits.setMinWidth(Region.USE_PREF_SIZE);
    time.getStyleClass().add("quiet");
    time.setMinWidth(Region.USE_PREF_SIZE);
    peer.getStyleClass().add("quiet");
    peer.setMinWidth(0);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox first = new HBox(direction, what, waits, space, time);
    first.setAlignment(Pos.BASELINE_LEFT);
    first.getStyleClass().add("first-line");
    lines = new VBox(first, peer);
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable TraceEvent event, boolean empty) {
    super.updateItem(event, empty);
    if (empty || event == null) {
      setGraphic(null);
      setTooltip(null);
      return;
    }
    History.Entry entry = read.apply(event);
    direction.setText(entry.incoming() ? "←" : "→");
    what.setText(entry.what());
    Presence.set(waits, entry.waiting());
    time.setText(entry.time());
    String content = entry.content().isEmpty() ? "" : "  ·  " + entry.content();
    String with = "%s %s".formatted(entry.incoming() ? "from" : "to", entry.peer());
    peer.setText(with + content);
    pseudoClassStateChanged(INCOMING, entry.incoming());
    setTooltip(new Tooltip("%s %s\n%s".formatted(entry.what(), with, entry.content())));
    setAccessibleText("%s, %s, at %s".formatted(entry.what(), with, entry.time()));
    setGraphic(lines);
  }
}
