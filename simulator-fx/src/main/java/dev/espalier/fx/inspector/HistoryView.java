package dev.espalier.fx.inspector;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.words.Counts;
import dev.espalier.fx.words.Target;
import dev.espalier.otp.Pid;
import dev.espalier.trace.TraceEvent;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The messages of a process in a list that can be searched. */
final class HistoryView {
  private final TextField filter = new TextField();
  private final ListView<TraceEvent> list = new ListView<>();
  private final Label count = new Label();
  private final VBox root = new VBox(filter, list, count);
  private @Nullable Pid shown;
  private @Nullable Viewpoint seen;

  /**
   * @param follow told of a message that is chosen
   */
  HistoryView(Consumer<Target> follow) {
    filter.setId("message-filter");
    filter.setPromptText("Filter: a message, a process, a value");
    filter.setAccessibleText("Filter messages");
    filter.textProperty().subscribe((_, _) -> reload());
    list.setId("messages");
    list.setAccessibleText("Messages, the latest first");
    list.setCellFactory(_ -> new EntryCell(this::entry));
    list.setPlaceholder(new Label("No message so far."));
    list.setOnMouseClicked(_ -> choose(follow));
    list.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER) {
        choose(follow);
        event.consume();
      }
    });
    count.getStyleClass().add("quiet");
    VBox.setVgrow(list, Priority.ALWAYS);
    root.getStyleClass().add("history");
  }

  private void choose(Consumer<Target> follow) {
    TraceEvent chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      follow.accept(new Target.ToMessage(chosen.number()));
    }
  }

  private History.Entry entry(TraceEvent event) {
    return History.entry(event, Objects.requireNonNull(shown), Objects.requireNonNull(seen));
  }

  Region root() {
    return root;
  }

  void show(Pid pid, Viewpoint now) {
    shown = pid;
    seen = now;
    reload();
  }

  private void reload() {
    if (shown == null || seen == null) {
      return;
    }
    ImmutableList<TraceEvent> messages = History.of(shown, filter.getText(), seen);
    if (messages.equals(list.getItems())) {
      list.refresh();
    } else {
      list.getItems().setAll(messages);
    }
    boolean filtered = !filter.getText().isBlank();
    list.setPlaceholder(new Label(filtered ? "No message has this in it." : "No message so far."));
    count.setText(
        messages.size() < History.MOST
            ? Counts.of(messages.size(), "message", "messages") + (filtered ? " found" : "")
            : "the last %,d messages".formatted(History.MOST));
  }
}
