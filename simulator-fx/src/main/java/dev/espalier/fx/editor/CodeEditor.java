package dev.espalier.fx.editor;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.LineNumberFactory;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/**
 * Edits a text: syntax colours, line numbers, undo, find, and what is wrong beneath the line it is
 * in.
 */
public final class CodeEditor {
  private static final KeyCombination FIND =
      new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
  private static final String WRONG = "wrong";

  private final Language language;
  private final CodeArea area = new CodeArea();
  private final Notes notes = new Notes();
  private final FindBar find = new FindBar(this);
  private final VBox root;
  private ImmutableList<EditorProblem> problems = ImmutableList.of();

  public CodeEditor(String id, String accessibleText, Language language) {
    this.language = language;
    area.setId(id);
    area.setAccessibleText(accessibleText);
    area.setParagraphGraphicFactory(LineNumberFactory.get(area));
    area.plainTextChanges().subscribe(_ -> colour());
    area.viewportDirtyEvents().subscribe(_ -> notes.requestLayout());
    StackPane stack = new StackPane(new VirtualizedScrollPane<>(area), notes);
    stack.getStyleClass().add("code");
    VBox.setVgrow(stack, Priority.ALWAYS);
    root = new VBox(find.root(), stack);
    root.getStyleClass().add("code-editor");
    root.getStylesheets()
        .add(Objects.requireNonNull(CodeEditor.class.getResource("editor.css")).toExternalForm());
    root.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (FIND.match(event)) {
            find.open(area.getSelectedText());
            event.consume();
          }
        });
    root.addEventHandler(KeyEvent.KEY_PRESSED, CodeEditor::keepFromMenus);
  }

  /** What is typed is for the text alone. */
  private static void keepFromMenus(KeyEvent event) {
    if (!event.isShortcutDown()
        && !event.isAltDown()
        && !event.getCode().isFunctionKey()
        && event.getCode() != KeyCode.ESCAPE) {
      event.consume();
    }
  }

  public Region root() {
    return root;
  }

  public String text() {
    return area.getText();
  }

  /** Shows another text, which is nothing to be undone. */
  public void show(String text) {
    if (!text.equals(area.getText())) {
      area.replaceText(text);
      area.moveTo(0);
      area.requestFollowCaret();
    }
    area.getUndoManager().forgetHistory();
  }

  /** Puts another text in the place of this one, as if it had been typed. */
  public void replace(String text) {
    area.replaceText(text);
  }

  public void setEditable(boolean editable) {
    area.setEditable(editable);
  }

  /**
   * @param action told of the text whenever it is another
   */
  public void onChange(Consumer<String> action) {
    area.plainTextChanges().subscribe(_ -> action.accept(area.getText()));
  }

  public void focus() {
    area.requestFocus();
  }

  /** Goes to a line, counted from 1. */
  public void reveal(int line) {
    int paragraph = Math.clamp(line - 1L, 0, area.getParagraphs().size() - 1);
    area.moveTo(paragraph, 0);
    area.showParagraphAtCenter(paragraph);
    area.requestFocus();
  }

  /** Selects a stretch and has it seen. */
  void select(int start, int end) {
    area.selectRange(start, end);
    area.requestFollowCaret();
  }

  int caret() {
    return area.getSelection().getStart();
  }

  private void colour() {
    StyleSpansBuilder<Collection<String>> spans = new StyleSpansBuilder<>();
    int end = 0;
    for (Token token : Highlighting.of(area.getText(), language)) {
      spans.add(List.of(), token.start() - end);
      spans.add(List.of(Ascii.toLowerCase(token.kind().name())), token.end() - token.start());
      end = token.end();
    }
    spans.add(List.of(), area.getLength() - end);
    area.setStyleSpans(0, spans.create());
  }

  /** Says what is wrong, beneath the lines it is in; instead of what was said before. */
  public void problems(ImmutableList<EditorProblem> wrong) {
    if (wrong.equals(problems)) {
      return;
    }
    problems = wrong;
    for (int i = 0; i < area.getParagraphs().size(); i++) {
      List<String> style = isWrong(i) ? List.of(WRONG) : List.of();
      if (!style.equals(List.copyOf(area.getParagraph(i).getParagraphStyle()))) {
        area.setParagraphStyle(i, style);
      }
    }
    notes.show(wrong);
  }

  private boolean isWrong(int paragraph) {
    return problems.stream().anyMatch(problem -> paragraph(problem) == paragraph);
  }

  private int paragraph(EditorProblem problem) {
    return Math.clamp(problem.line() - 1L, 0, area.getParagraphs().size() - 1);
  }

  /** What is said of problems. Each note stands in the room that its line leaves beneath itself. */
  private final class Notes extends Pane {
    private static final double INDENT = 2.4;
    private static final double BELOW = 3;

    Notes() {
      setPickOnBounds(false);
    }

    void show(ImmutableList<EditorProblem> wrong) {
      getChildren().setAll(wrong.stream().map(this::note).toList());
    }

    private Label note(EditorProblem problem) {
      Label note =
          new Label(
              problem.column() > 0
                  ? "column %d: %s".formatted(problem.column(), problem.message())
                  : problem.message());
      note.getStyleClass().add("note");
      note.setTooltip(new Tooltip(note.getText()));
      return note;
    }

    /** Where the code of the line begins, from the left. */
    private double startOf(EditorProblem problem) {
      int paragraph = paragraph(problem);
      String line = area.getText(paragraph);
      int indent = line.length() - line.stripLeading().length();
      int at = area.getAbsolutePosition(paragraph, indent);
      return indent == line.length()
          ? 0
          : area.getCharacterBoundsOnScreen(at, at + 1)
              .map(bounds -> screenToLocal(bounds).getMinX())
              .orElse(0.0);
    }

    @Override
    protected void layoutChildren() {
      for (int i = 0; i < getChildren().size(); i++) {
        Node note = getChildren().get(i);
        Bounds line = area.getParagraphBoundsOnScreen(paragraph(problems.get(i))).orElse(null);
        note.setVisible(line != null);
        if (line != null) {
          Point2D end = screenToLocal(line.getMinX(), line.getMaxY());
          double height = note.prefHeight(-1);
          double left = Math.max(startOf(problems.get(i)), INDENT * height);
          note.resizeRelocate(
              left, end.getY() - height - BELOW, Math.max(0, getWidth() - left - height), height);
        }
      }
    }
  }
}
