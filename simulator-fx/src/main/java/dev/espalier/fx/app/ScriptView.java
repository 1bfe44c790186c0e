package dev.espalier.fx.app;

import com.google.common.collect.ImmutableList;
import dev.espalier.app.FileWatch;
import dev.espalier.fx.editor.CodeEditor;
import dev.espalier.fx.editor.EditorProblem;
import dev.espalier.fx.editor.Language;
import dev.espalier.fx.look.Presence;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A script and its file. Files are read and written on threads of their own; what was typed stays
 * when the file changes meanwhile, when it cannot be written, and when another is opened.
 */
final class ScriptView {
  private final Consumer<String> onSave;
  private final Runnable onChange;
  private final Notice notice;
  private final CodeEditor editor =
      new CodeEditor("script", "The app's script", Language.JAVASCRIPT);
  private final Label unsaved = new Label("not saved");
  private final Button save = new Button("Save");

  /** What was typed into scripts that are not shown. */
  private final Map<Path, String> drafts = new HashMap<>();

  private @Nullable ScriptFile file;
  private @Nullable FileWatch watch;
  private boolean saving;

  /** Counts what was opened, so that what comes too late is known. */
  private int opened;

  /**
   * @param onSave told of the text whenever the file has become another
   * @param onChange done whenever the text is another
   * @param notice where it says what somebody has to know
   */
  ScriptView(Consumer<String> onSave, Runnable onChange, Notice notice) {
    this.onSave = onSave;
    this.onChange = onChange;
    this.notice = notice;
    unsaved.setId("unsaved");
    unsaved.getStyleClass().add("unsaved");
    unsaved.setMinWidth(Region.USE_PREF_SIZE);
    save.setId("save-script");
    save.getStyleClass().addAll("small", "accent");
    save.setMinWidth(Region.USE_PREF_SIZE);
    save.setTooltip(new Tooltip("Writes the file and loads the app again (Ctrl+S)"));
    save.setOnAction(_ -> save());
    editor.onChange(_ -> changed());
    mark();
  }

  /** Beside the name: whether it is saved. */
  Region savedMark() {
    return unsaved;
  }

  Region saveButton() {
    return save;
  }

  Region root() {
    return editor.root();
  }

  /** None until one has been read. */
  Optional<ScriptFile> file() {
    return Optional.ofNullable(file);
  }

  String text() {
    return editor.text();
  }

  /** Whether something was typed that is not in the file. */
  boolean isDirty() {
    return file != null && file.isDirty(editor.text());
  }

  void reveal(int line) {
    editor.reveal(line);
  }

  void problems(ImmutableList<EditorProblem> problems) {
    editor.problems(problems);
  }

  // Opening.

  /** Opens a file, or {@code app.js} in a folder. */
  void open(Path script) {
    int asked = leave();
    Thread.ofVirtual()
        .name("read app")
        .start(() -> {
          try {
            ScriptFile read = ScriptFile.read(script);
            Platform.runLater(() -> opened(read, asked));
          } catch (IOException e) {
            Platform.runLater(() -> unreadable(script, e, asked));
          }
        });
  }

  private void opened(ScriptFile read, int asked) {
    if (asked == opened) {
      file = read;
      editor.show(read.known());
      String draft = drafts.remove(read.file());
      if (draft != null) {
        editor.replace(draft);
      }
      notice.hide();
      watch = FileWatch.of(read.file(), () -> Platform.runLater(this::lookAtDisk));
      changed();
    }
  }

  private void unreadable(Path script, IOException e, int asked) {
    if (asked == opened) {
      notice.say(
          e instanceof NoSuchFileException
              ? "There is no %s: an app is a folder with app.js, a .js file, or a URL."
                  .formatted(script)
              : "%s cannot be read: %s".formatted(script, e.getMessage()));
    }
  }

  /**
   * Lets go of what is open; what was typed is kept for when it is opened again.
   *
   * @return what is opened next
   */
  int leave() {
    if (file != null && isDirty()) {
      drafts.put(file.file(), editor.text());
    }
    close();
    file = null;
    saving = false;
    notice.hide();
    changed();
    return ++opened;
  }

  /** Watches no file any more. */
  void close() {
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }

  // Editing.

  private void changed() {
    mark();
    onChange.run();
  }

  private void mark() {
    Presence.set(unsaved, isDirty());
    Presence.set(save, file != null);
    save.setDisable(saving || !isDirty());
  }

  void save() {
    ScriptFile now = file;
    if (now == null || saving || !isDirty()) {
      return;
    }
    String text = editor.text();
    int asked = opened;
    saving = true;
    changed();
    Thread.ofVirtual()
        .name("save app")
        .start(() -> {
          ScriptFile.Outcome outcome = now.save(text);
          Platform.runLater(() -> saved(outcome, text, asked));
        });
  }

  private void saved(ScriptFile.Outcome outcome, String text, int asked) {
    if (asked != opened) {
      return;
    }
    saving = false;
    switch (outcome) {
      case ScriptFile.Saved(ScriptFile written) -> {
        file = written;
        notice.hide();
        onSave.accept(text);
      }
      case ScriptFile.ChangedMeanwhile(String other) -> ask(other);
      case ScriptFile.Failed(String message) ->
          notice.say(message + ". What you typed is still here.");
    }
    changed();
  }

  private void lookAtDisk() {
    ScriptFile now = file;
    int asked = opened;
    if (now != null) {
      Thread.ofVirtual()
          .name("read app")
          .start(() -> {
            try {
              Optional<String> other = now.changed();
              Platform.runLater(() -> {
                if (asked == opened && now.equals(file)) {
                  other.ifPresent(this::ask);
                }
              });
            } catch (IOException e) {
              Platform.runLater(() -> unreadable(now.file(), e, asked));
            }
          });
    }
  }

  /** What is in the file is not what was there: whoever edits has to choose. */
  private void ask(String other) {
    ScriptFile now = file;
    if (now == null || saving) {
      return;
    }
    if (other.equals(editor.text())) {
      know(now.knowing(other));
    } else {
      notice.ask(
          "%s was changed by somebody else meanwhile. Which text is to count?"
              .formatted(now.name()),
          new Notice.Choice(
              "take-theirs",
              "Take the file's",
              () -> {
                editor.replace(other);
                know(now.knowing(other));
                onSave.accept(other);
              }),
          new Notice.Choice("keep-mine", "Keep mine", () -> know(now.knowing(other))));
    }
  }

  private void know(ScriptFile newer) {
    file = newer;
    notice.hide();
    changed();
  }
}
