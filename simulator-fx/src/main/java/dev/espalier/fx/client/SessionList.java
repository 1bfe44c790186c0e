package dev.espalier.fx.client;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Many sessions, a line for each, to be searched by name or user. */
final class SessionList {
  private static final double LINE = 28;
  private static final int LINES = 7;

  private final TextField search = new TextField();
  private final Label count = new Label();
  private final ObservableList<ClientAt> found = FXCollections.observableArrayList();
  private final ListView<ClientAt> list = new ListView<>(found);
  private final VBox root = new VBox();
  private ImmutableList<ClientAt> clients = ImmutableList.of();
  private String chosen = "";
  private boolean showing;

  SessionList(Consumer<String> onSelect) {
    search.setId("session-search");
    search.setPromptText("Find a session or user");
    search.textProperty().subscribe((_, _) -> find());
    HBox.setHgrow(search, Priority.ALWAYS);
    count.getStyleClass().add("pane-note");
    count.setId("session-count");
    count.setMinWidth(Region.USE_PREF_SIZE);
    HBox bar = new HBox(search, count);
    bar.getStyleClass().add("session-bar");
    list.setId("sessions");
    list.setFixedCellSize(LINE);
    list.setPrefHeight(LINES * LINE + 2);
    list.setMinHeight(4 * LINE);
    list.setCellFactory(_ -> new Line());
    list.setPlaceholder(new Label("No session has such a name or user."));
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe((_, client) -> {
          if (client != null && !showing) {
            onSelect.accept(client.session());
          }
        });
    root.getStyleClass().add("session-list");
    root.getChildren().addAll(bar, list);
  }

  Region root() {
    return root;
  }

  /**
   * @param looked the session looked at
   */
  void show(ImmutableList<ClientAt> now, String looked) {
    clients = now;
    chosen = looked;
    find();
  }

  /** Changes only the lines that differ, so that the list stays where it is. */
  @SuppressWarnings("ReferenceEquality") // what nothing happened to is the same instance
  private void find() {
    String wanted = Ascii.toLowerCase(search.getText().strip());
    ImmutableList<ClientAt> matching =
        clients.stream()
            .filter(client -> isCalled(client, wanted))
            .collect(ImmutableList.toImmutableList());
    showing = true;
    for (int i = 0; i < matching.size(); i++) {
      if (i == found.size()) {
        found.add(matching.get(i));
      } else if (found.get(i) != matching.get(i)) {
        found.set(i, matching.get(i));
      }
    }
    found.remove(matching.size(), found.size());
    selectChosen();
    showing = false;
    long live =
        clients.stream().filter(client -> client.standing() == ClientAt.Standing.LIVE).count();
    count.setText(
        wanted.isEmpty()
            ? "%,d sessions, %,d live".formatted(clients.size(), live)
            : "%,d of %,d".formatted(matching.size(), clients.size()));
  }

  private void selectChosen() {
    list.getSelectionModel().clearSelection();
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).session().equals(chosen)) {
        list.getSelectionModel().select(i);
      }
    }
  }

  private static boolean isCalled(ClientAt client, String wanted) {
    return Ascii.toLowerCase(client.session()).contains(wanted)
        || (client.user() != null && Ascii.toLowerCase(client.user()).contains(wanted));
  }

  private static final class Line extends ListCell<ClientAt> {
    private final Label sign = new Label();
    private final Label name = Elided.label();
    private final Label path = Elided.label("pane-note", "code");
    private final Label last = new Label();
    private final HBox row;

    Line() {
      Region space = new Region();
      HBox.setHgrow(space, Priority.ALWAYS);
      sign.setMinWidth(Region.USE_PREF_SIZE);
      last.setMinWidth(Region.USE_PREF_SIZE);
      row = new HBox(sign, name, path, space, last);
      row.getStyleClass().add("session-line");
      row.setMinWidth(0);
      row.setPrefWidth(1);
    }

    @Override
    protected void updateItem(@Nullable ClientAt client, boolean empty) {
      super.updateItem(client, empty);
      if (client == null || empty) {
        setGraphic(null);
        return;
      }
      boolean failed = !client.troubles().isEmpty();
      sign.setText(client.standing().sign());
      sign.getStyleClass().setAll("label", "is-" + client.standing().word());
      name.setText(client.session());
      path.setText(client.path().equals("/") ? "" : client.path());
      last.setText(failed ? "✕ " + client.troubles().getFirst().title() : client.lastWords());
      last.getStyleClass().setAll("label", failed ? "trouble-title" : "pane-note");
      setAccessibleText(
          "%s, %s, %s".formatted(client.session(), client.standing().word(), last.getText()));
      setGraphic(row);
    }
  }
}
