package dev.espalier.fx.window;

import dev.espalier.fx.look.Presence;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.viewing.Search;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.otp.Address;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;

/** Finds a process by its name while one types. */
final class SearchField {
  private static final int MOST = 12;
  private static final int ROW = 28;

  private final Viewing viewing;
  private final Consumer<Address> found;
  private final TextField field = new TextField();
  private final ListView<ProcessAt> list = new ListView<>();
  private final Label count = new Label();
  private final VBox box = new VBox(list, count);
  private final Popup popup = new Popup();

  /**
   * @param found told which process was chosen
   */
  SearchField(Viewing viewing, Consumer<Address> found) {
    this.viewing = viewing;
    this.found = found;
    field.setId("find");
    field.setPromptText("Find a process   Ctrl K");
    field.setAccessibleText("Find a process");
    field.setTooltip(new Tooltip("Find a process by its kind, its name or its pid (Ctrl K)"));
    field.textProperty().addListener((_, _, text) -> search(text));
    field.focusedProperty().addListener((_, _, focused) -> hideUnless(focused));
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
    list.setId("found");
    list.setCellFactory(_ -> new Cell());
    list.setFixedCellSize(ROW);
    list.setFocusTraversable(false);
    list.setOnMouseClicked(_ -> choose());
    count.getStyleClass().add("muted");
    box.getStyleClass().add("found-box");
    popup.getContent().add(box);
    popup.setAutoFix(true);
  }

  private final class Cell extends ListCell<ProcessAt> {
    @Override
    protected void updateItem(@Nullable ProcessAt process, boolean empty) {
      super.updateItem(process, empty);
      setText(
          process == null || empty
              ? ""
              : "%s  %s".formatted(process.kind(), viewing.labels().full(process)));
    }
  }

  Region root() {
    return field;
  }

  void focus() {
    field.requestFocus();
    field.selectAll();
  }

  private void search(String text) {
    Search search = Search.of(viewing.moment(), viewing.labels(), text, MOST);
    list.getItems().setAll(search.found());
    list.getSelectionModel().selectFirst();
    list.setPrefHeight(ROW * Math.max(1, search.found().size()) + 2.0);
    list.setPrefWidth(Math.max(320, field.getWidth()));
    int more = search.count() - search.found().size();
    count.setText(
        search.count() == 0
            ? "no process of that name lives at this moment"
            : more == 0 ? "" : "and %,d more: write more of the name".formatted(more));
    Presence.set(count, !count.getText().isEmpty());
    if (text.isBlank()) {
      popup.hide();
    } else if (field.getScene() != null && field.isFocused()) {
      box.getStylesheets().setAll(field.getScene().getRoot().getStylesheets());
      Bounds at = field.localToScreen(field.getBoundsInLocal());
      popup.show(field, at.getMinX(), at.getMaxY() + 4);
    }
  }

  private void hideUnless(boolean focused) {
    if (!focused) {
      popup.hide();
    }
  }

  private void press(KeyEvent event) {
    switch (event.getCode()) {
      case DOWN -> move(event, 1);
      case UP -> move(event, -1);
      case ENTER -> {
        choose();
        event.consume();
      }
      case ESCAPE -> {
        field.clear();
        popup.hide();
        event.consume();
      }
      default -> {}
    }
  }

  private void move(KeyEvent event, int by) {
    int to = list.getSelectionModel().getSelectedIndex() + by;
    list.getSelectionModel()
        .clearAndSelect(Math.clamp(to, 0, Math.max(0, list.getItems().size() - 1)));
    event.consume();
  }

  private void choose() {
    ProcessAt process = list.getSelectionModel().getSelectedItem();
    if (process != null) {
      found.accept(process.identity());
      field.clear();
      popup.hide();
    }
  }
}
