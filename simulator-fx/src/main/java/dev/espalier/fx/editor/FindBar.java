package dev.espalier.fx.editor;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.look.Icons;
import dev.espalier.fx.look.Presence;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Finds a text in an editor, in any case. */
final class FindBar {
  private static final String PREVIOUS = "M8 4 L14 11 L12.5 12.5 L8 7.2 L3.5 12.5 L2 11 Z";
  private static final String NEXT = "M8 12 L2 5 L3.5 3.5 L8 8.8 L12.5 3.5 L14 5 Z";
  private static final String CLOSE =
      "M3 4.5 L4.5 3 L8 6.5 L11.5 3 L13 4.5 L9.5 8 L13 11.5 L11.5 13 L8 9.5 L4.5 13 L3 11.5 L6.5 8"
          + " Z";

  private final CodeEditor editor;
  private final TextField wanted = new TextField();
  private final Label count = new Label();
  private final HBox root;

  FindBar(CodeEditor editor) {
    this.editor = editor;
    wanted.setId("find");
    wanted.setPromptText("Find");
    wanted.setAccessibleText("Find in the text");
    wanted.textProperty().subscribe((_, _) -> find(editor.caret(), 0));
    wanted.setOnAction(_ -> next());
    wanted.setOnKeyPressed(this::press);
    HBox.setHgrow(wanted, Priority.ALWAYS);
    count.setMinWidth(Region.USE_PREF_SIZE);
    Button previous =
        Icons.button("find-previous", PREVIOUS, "The one before (Shift+Enter)", this::previous);
    Button next = Icons.button("find-next", NEXT, "The next one (Enter)", this::next);
    Button close = Icons.button("find-close", CLOSE, "Close (Esc)", this::close);
    root = new HBox(wanted, count, previous, next, close);
    root.getStyleClass().add("find-bar");
    show(false);
  }

  Region root() {
    return root;
  }

  private void show(boolean visible) {
    Presence.set(root, visible);
  }

  /**
   * @param text to begin with; empty for what was looked for before
   */
  void open(String text) {
    show(true);
    if (!text.isEmpty() && text.lines().count() == 1) {
      wanted.setText(text);
    }
    wanted.requestFocus();
    wanted.selectAll();
  }

  private void close() {
    show(false);
    editor.focus();
  }

  private void press(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      close();
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER && event.isShiftDown()) {
      previous();
      event.consume();
    }
  }

  private void next() {
    find(editor.caret() + 1, 0);
  }

  private void previous() {
    find(editor.caret(), -1);
  }

  /** Goes to the place at or after a position, or so many further. */
  private void find(int from, int further) {
    ImmutableList<Integer> places = places(editor.text(), wanted.getText());
    if (places.isEmpty()) {
      count.setText(wanted.getText().isEmpty() ? "" : "not there");
      return;
    }
    int first = (int) places.stream().filter(place -> place < from).count();
    int index = Math.floorMod(first + further, places.size());
    int start = places.get(index);
    count.setText("%d of %d".formatted(index + 1, places.size()));
    editor.select(start, start + wanted.getText().length());
  }

  /** Where a text stands in another. */
  static ImmutableList<Integer> places(String text, String wanted) {
    if (wanted.isEmpty()) {
      return ImmutableList.of();
    }
    return Pattern.compile(Pattern.quote(wanted), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
        .matcher(text)
        .results()
        .map(MatchResult::start)
        .collect(ImmutableList.toImmutableList());
  }
}
