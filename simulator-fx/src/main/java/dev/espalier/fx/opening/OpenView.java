package dev.espalier.fx.opening;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.look.Presence;
import dev.espalier.fx.opening.Library.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Lies over the window while one picks what to open. */
public final class OpenView {
  private final Consumer<Opened> open;
  private final TextField where = new TextField();
  private final VBox library = new VBox();
  private final VBox recent = new VBox();
  private final Label recentHeading = heading("RECENT");
  private final VBox root = new VBox();

  /**
   * @param open told what was picked
   */
  public OpenView(FileDialogs dialogs, Consumer<Opened> open) {
    this.open = open;
    where.setId("open-where");
    where.setPromptText("A folder, a file, or the URL of a running app");
    where.setAccessibleText("What to open: a folder, a file, or the URL of a running app");
    where.setOnAction(_ -> pickWritten());
    HBox.setHgrow(where, Priority.ALWAYS);
    Button go = new Button("Open");
    go.setId("open-written");
    go.setOnAction(_ -> pickWritten());
    Button file = new Button("File …");
    file.setOnAction(_ -> dialogs.file().map(Opened::of).ifPresent(this::pick));
    Button folder = new Button("Folder …");
    folder.setOnAction(_ -> dialogs.folder().map(Opened::of).ifPresent(this::pick));
    HBox written = new HBox(8, where, go, file, folder);
    written.setAlignment(Pos.CENTER_LEFT);
    Label hint =
        new Label(
            "A scenario is played, a recording once more. An app (a folder with app.js, a .js file,"
                + " a URL) is used by hand.");
    hint.getStyleClass().add("muted");
    hint.setWrapText(true);
    VBox lists = new VBox(heading("LIBRARY"), library, recentHeading, recent);
    lists.getStyleClass().add("open-lists");
    ScrollPane scroll = new ScrollPane(lists);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    root.setId("open-view");
    root.getStyleClass().add("open-view");
    root.getChildren().addAll(written, hint, scroll);
    root.setMaxSize(560, Region.USE_PREF_SIZE);
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::press);
    hide();
  }

  private static Label heading(String text) {
    Label heading = new Label(text);
    heading.getStyleClass().add("heading");
    return heading;
  }

  public Region root() {
    return root;
  }

  /** Shows what there is to open. */
  public void show(List<String> lately) {
    recent
        .getChildren()
        .setAll(
            lately.stream()
                .map(each -> row(name(each), each, Opened.of(each)))
                .collect(ImmutableList.toImmutableList()));
    Presence.set(recentHeading, !lately.isEmpty());
    root.setVisible(true);
    where.requestFocus();
    where.selectAll();
  }

  private static String name(String where) {
    return where.contains("://")
        ? where
        : String.valueOf(Path.of(where).toAbsolutePath().normalize().getFileName());
  }

  public void hide() {
    root.setVisible(false);
  }

  /** Fills in the library, once it has been read. */
  public void offer(Library scenarios) {
    library
        .getChildren()
        .setAll(
            scenarios.entries().stream().map(this::row).collect(ImmutableList.toImmutableList()));
  }

  /** Says that there is no library. */
  public void miss(Path folder, IOException problem) {
    Label missing = new Label("%s cannot be read: %s".formatted(folder, problem.getMessage()));
    missing.getStyleClass().add("muted");
    missing.setWrapText(true);
    library.getChildren().setAll(missing);
  }

  private Button row(Entry entry) {
    Button row = row(entry.name(), entry.title(), new Opened.ScenarioFile(entry.path()));
    row.setId("library-" + entry.name());
    return row;
  }

  private Button row(String name, String detail, Opened opened) {
    Label what = new Label(name);
    what.getStyleClass().add("open-name");
    what.setMinWidth(96);
    Label more = new Label(detail);
    more.getStyleClass().add("muted");
    HBox line = new HBox(12, what, more);
    line.setAlignment(Pos.CENTER_LEFT);
    Button row = new Button("", line);
    row.getStyleClass().addAll("flat", "open-row");
    row.setAccessibleText("Open " + name + ": " + detail);
    row.setTooltip(new Tooltip(opened.where()));
    row.setMaxWidth(Double.MAX_VALUE);
    row.setOnAction(_ -> pick(opened));
    return row;
  }

  private void pickWritten() {
    if (!where.getText().isBlank()) {
      pick(Opened.of(where.getText().strip()));
    }
  }

  private void pick(Opened opened) {
    hide();
    open.accept(opened);
  }

  private void press(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      hide();
      event.consume();
    }
  }
}
