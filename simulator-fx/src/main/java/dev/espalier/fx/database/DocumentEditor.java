package dev.espalier.fx.database;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.editor.CodeEditor;
import dev.espalier.fx.editor.Language;
import dev.espalier.fx.look.Presence;
import dev.espalier.fx.text.PhraseFlow;
import dev.espalier.fx.words.Brief;
import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.Target;
import dev.espalier.scenario.Step;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One document as JSON, to be changed, put in or taken out by hand. What was typed is never lost to
 * what happens meanwhile.
 */
final class DocumentEditor {
  private static final KeyCombination SAVE =
      new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN);

  private static final int COLLECTION_COLUMNS = 8;

  private final Consumer<Step> act;
  private final Consumer<Target> follow;
  private final Label title = new Label();
  private final TextField collection = new TextField();
  private final CodeEditor editor =
      new CodeEditor("document", "The document as JSON", Language.JSON);
  private final Button save = new Button();
  private final Button delete = new Button("Delete");
  private final Button discard = new Button("Discard");
  private final Label meanwhile = new Label("It has changed meanwhile.");
  private final Button takeTheirs = new Button("Show what it is");
  private final Button keepMine = new Button("Keep mine");
  private final HBox conflict = new HBox(meanwhile, takeTheirs, keepMine);
  private final VBox readers = new VBox();
  private final VBox root = new VBox();
  private Edit edit = new Edit("", null);
  private @Nullable JsonNode latest;

  /** What the text is unless somebody has typed. */
  private String untouched = "";

  /**
   * @param act does what was typed
   */
  DocumentEditor(Consumer<Step> act, Consumer<Target> follow) {
    this.act = act;
    this.follow = follow;
    title.setId("document-title");
    title.getStyleClass().add("document-title");
    title.setMinWidth(0);
    collection.setId("into-collection");
    collection.setPrefColumnCount(COLLECTION_COLUMNS);
    collection.setPromptText("collection");
    collection.setAccessibleText("Into which collection");
    save.setId("save-document");
    save.getStyleClass().addAll("small", "accent");
    save.setOnAction(_ -> save());
    delete.setId("delete-document");
    delete.getStyleClass().addAll("small", "danger", "button-outlined");
    delete.setOnAction(_ -> act.accept(edit.delete()));
    discard.setId("discard-document");
    discard.getStyleClass().addAll("small", "button-outlined");
    discard.setOnAction(_ -> discard());
    takeTheirs.getStyleClass().add("small");
    takeTheirs.setOnAction(_ -> begin(new Edit(edit.collection(), latest)));
    keepMine.getStyleClass().add("small");
    keepMine.setOnAction(_ -> keepMine());
    for (Button button : ImmutableList.of(save, delete, discard, takeTheirs, keepMine)) {
      button.setMinWidth(Region.USE_PREF_SIZE);
    }
    conflict.getStyleClass().add("conflict");
    conflict.setAlignment(Pos.CENTER_LEFT);
    editor.onChange(_ -> typed());
    readers.setId("readers");
    readers.getStyleClass().add("lines");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox.setHgrow(collection, Priority.SOMETIMES);
    HBox head = new HBox(title, collection, space, discard, save, delete);
    head.getStyleClass().add("document-head");
    head.setAlignment(Pos.CENTER_LEFT);
    VBox.setVgrow(editor.root(), Priority.ALWAYS);
    root.getChildren().addAll(head, conflict, editor.root(), readers);
    root.getStyleClass().add("document-editor");
    root.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (SAVE.match(event)) {
            save();
            event.consume();
          }
        });
    Presence.set(root, false);
  }

  Region root() {
    return root;
  }

  boolean isDirty() {
    return root.isVisible() && !editor.text().equals(untouched);
  }

  /** Whether a document is typed that is not there yet. */
  boolean isNew() {
    return root.isVisible() && edit.isNew();
  }

  /** Begins a document that is not there yet. */
  void beginNew(String into) {
    collection.setText(into);
    begin(new Edit(into, null));
    PhraseFlow.show(readers, ImmutableList.of(), follow);
    editor.reveal(2);
  }

  /** Shows a document as it is; what somebody has typed instead stays, and they are asked. */
  void show(String of, DocumentAt document) {
    JsonNode now = document.document();
    boolean isSame =
        root.isVisible()
            && edit.collection().equals(of)
            && edit.original() != null
            && edit.original().path("_id").equals(now.path("_id"));
    latest = now;
    if (isSame && isDirty()) {
      Presence.set(conflict, !now.equals(edit.original()) && !isTyped(now));
      if (isTyped(now)) {
        begin(new Edit(of, now));
      }
    } else if (!isSame || !now.equals(edit.original())) {
      begin(new Edit(of, now));
    }
    boolean isThere = document.now() != null;
    editor.setEditable(isThere);
    delete.setDisable(!isThere);
    title.setText(Brief.of(now.path("_id"), 40) + (isThere ? "" : ", removed in this step"));
  }

  /** What was typed has come about. */
  private boolean isTyped(JsonNode now) {
    return edit.save(editor.text()) instanceof Edit.Ready(Step.Replace replace)
        && now.equals(replace.document());
  }

  /** Says who has the document that is shown among what it knows. */
  void tellReaders(ImmutableList<Phrase> readBy) {
    PhraseFlow.show(
        readers,
        readBy.isEmpty()
            ? ImmutableList.of(Phrase.quiet("No Q has it: no view shows it."))
            : ImmutableList.<Phrase>builder().add(Phrase.quiet("Known to")).addAll(readBy).build(),
        follow);
  }

  void hide() {
    Presence.set(root, false);
    untouched = editor.text();
  }

  private void begin(Edit begun) {
    edit = begun;
    untouched = begun.text();
    editor.setEditable(true);
    editor.show(untouched);
    editor.problems(ImmutableList.of());
    Presence.set(root, true);
    Presence.set(conflict, false);
    Presence.set(collection, begun.isNew());
    Presence.set(delete, !begun.isNew());
    title.setText(begun.isNew() ? "New in" : "");
    title.setMinWidth(begun.isNew() ? Region.USE_PREF_SIZE : 0);
    save.setText(begun.isNew() ? "Insert" : "Replace");
    typed();
  }

  private void typed() {
    boolean dirty = isDirty();
    save.setDisable(!dirty);
    Presence.set(discard, dirty || edit.isNew());
    if (!dirty) {
      editor.problems(ImmutableList.of());
    }
  }

  private void discard() {
    if (edit.isNew()) {
      hide();
    } else {
      begin(new Edit(edit.collection(), Objects.requireNonNullElse(latest, edit.original())));
    }
  }

  /** What it is now is what it is changed from. */
  private void keepMine() {
    edit = new Edit(edit.collection(), latest);
    Presence.set(conflict, false);
  }

  private void save() {
    if (save.isDisabled()) {
      return;
    }
    Edit now = edit.isNew() ? new Edit(collection.getText().strip(), null) : edit;
    switch (now.save(editor.text())) {
      case Edit.Wrong(var problem) -> editor.problems(ImmutableList.of(problem));
      case Edit.Ready(Step step) -> {
        editor.problems(ImmutableList.of());
        if (edit.isNew()) {
          hide();
        }
        act.accept(step);
      }
    }
  }
}
