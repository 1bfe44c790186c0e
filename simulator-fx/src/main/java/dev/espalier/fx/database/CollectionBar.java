package dev.espalier.fx.database;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.database.DocumentsAt.Summary;
import dev.espalier.fx.look.Presence;
import java.util.function.Consumer;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The collections with how many documents each has; one of them is looked at. */
final class CollectionBar {
  private static final int LONG = 28;

  /** More of them are in a list that opens. */
  private static final int MOST_PILLS = 12;

  private final FlowPane pills = new FlowPane();
  private final ComboBox<Summary> list = new ComboBox<>();
  private final VBox root = new VBox(pills, list);
  private final Consumer<String> choose;
  private ImmutableList<Summary> shown = ImmutableList.of();
  private String current = "";
  private boolean filling;

  /**
   * @param choose told of the collection that a person has chosen
   */
  CollectionBar(Consumer<String> choose) {
    this.choose = choose;
    pills.getStyleClass().add("collections");
    list.setId("collection-list");
    list.setAccessibleText("Collection");
    list.setMaxWidth(Double.MAX_VALUE);
    Presence.set(root, false);
    list.setCellFactory(_ -> new SummaryCell());
    list.setButtonCell(new SummaryCell());
    list.valueProperty()
        .subscribe(summary -> {
          if (!filling && summary != null) {
            choose.accept(summary.name());
          }
        });
  }

  Region root() {
    return root;
  }

  void show(ImmutableList<Summary> summaries, String looked) {
    if (summaries.equals(shown) && looked.equals(current)) {
      return;
    }
    shown = summaries;
    current = looked;
    filling = true;
    boolean few = summaries.size() <= MOST_PILLS;
    Presence.set(root, !summaries.isEmpty());
    Presence.set(pills, few);
    Presence.set(list, !few);
    pills
        .getChildren()
        .setAll(few ? summaries.stream().map(this::pill).toList() : ImmutableList.of());
    list.getItems().setAll(summaries);
    summaries.stream()
        .filter(summary -> summary.name().equals(looked))
        .findFirst()
        .ifPresent(list::setValue);
    filling = false;
  }

  private ToggleButton pill(Summary summary) {
    String name = summary.name();
    ToggleButton pill = new ToggleButton(text(summary));
    pill.getStyleClass().add("collection");
    pill.setSelected(name.equals(current));
    pill.setTooltip(new Tooltip(told(summary)));
    pill.setAccessibleText(
        "Collection %s, %,d documents".formatted(told(summary), summary.count()));
    pill.setOnAction(_ -> {
      pill.setSelected(true);
      choose.accept(name);
    });
    return pill;
  }

  private static String text(Summary summary) {
    String name = summary.name();
    return "%s  %,d%s"
        .formatted(
            name.length() <= LONG ? name : name.substring(0, LONG - 1) + "…",
            summary.count(),
            summary.changed() ? " ~" : "");
  }

  private static String told(Summary summary) {
    return summary.changed() ? summary.name() + ", changed in this step" : summary.name();
  }

  private static final class SummaryCell extends ListCell<Summary> {
    @Override
    protected void updateItem(@Nullable Summary summary, boolean empty) {
      super.updateItem(summary, empty);
      setText(empty || summary == null ? "" : text(summary));
    }
  }
}
