package dev.espalier.fx.app;

import com.google.common.collect.ImmutableList;
import dev.espalier.app.Manifest;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.editor.CodeEditor;
import dev.espalier.fx.editor.EditorProblem;
import dev.espalier.fx.editor.Language;
import dev.espalier.fx.opening.FileWatch;
import dev.espalier.fx.text.Section;
import dev.espalier.fx.text.SectionBox;
import dev.espalier.fx.text.Segments;
import dev.espalier.fx.text.TextStyle;
import dev.espalier.fx.text.ValueTree;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.words.ComparedNode;
import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.StateNode;
import dev.espalier.fx.words.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The app: its script in an editor, what is wrong with it in place, and what it is made of. No text
 * is ever lost: what was typed stays when the file changes or another app is opened.
 */
public final class AppView {
  private static final KeyCombination SAVE =
      new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN);
  private static final String SCRIPT = "Script";

  private final Consumer<String> onSave;
  private final Consumer<Target> follow;
  private final Label name = new Label();
  private final Label unsaved = new Label("not saved");
  private final Button save = new Button("Save");
  private final Button reload = new Button("Load again");
  private final Label notice = new Label();
  private final Button takeTheirs = new Button("Take the file's");
  private final Button keepMine = new Button("Keep mine");
  private final VBox notices = new VBox(notice, new HBox(takeTheirs, keepMine));
  private final CodeEditor editor =
      new CodeEditor("script", "The app's script", Language.JAVASCRIPT);
  private final VBox parts = new VBox();
  private final ScrollPane partsPane = new ScrollPane(parts);
  private final ValueTree manifest = new ValueTree("manifest", "The app's manifest");
  private final Segments segments = new Segments();
  private final VBox root = new VBox();

  /** What was typed into scripts that are not shown. */
  private final Map<Path, String> drafts = new HashMap<>();

  private @Nullable ScriptFile file;
  private @Nullable String onDisk;
  private @Nullable FileWatch watch;
  private @Nullable Viewpoint seen;
  private @Nullable AppFailures failures;
  private Outline outline = Outline.EMPTY;
  private AppParts made = new AppParts(ImmutableList.of(), ImmutableList.of());
  private ImmutableList<EditorProblem> told = ImmutableList.of();
  private ComparedNode shownManifest = ComparedNode.of(StateNode.of(null));
  private @Nullable Object manifestState;
  private long since;

  /** Counts what was opened, so that what comes too late is known. */
  private int opened;

  /**
   * @param onSave told of the text whenever the file has become another
   * @param onReload has an app elsewhere loaded again
   * @param follow told where a link leads that is clicked
   */
  public AppView(Consumer<String> onSave, Runnable onReload, Consumer<Target> follow) {
    this.onSave = onSave;
    this.follow = follow;
    name.setId("app-name");
    name.getStyleClass().add("app-name");
    name.setMinWidth(0);
    unsaved.setId("unsaved");
    unsaved.getStyleClass().add("unsaved");
    unsaved.setMinWidth(Region.USE_PREF_SIZE);
    save.setId("save-script");
    save.getStyleClass().addAll("small", "accent");
    save.setMinWidth(Region.USE_PREF_SIZE);
    save.setTooltip(new Tooltip("Writes the file and loads the app again (Ctrl+S)"));
    save.setOnAction(_ -> save());
    reload.setId("load-app");
    reload.getStyleClass().addAll("small", "button-outlined");
    reload.setMinWidth(Region.USE_PREF_SIZE);
    reload.setOnAction(_ -> onReload.run());
    takeTheirs.setId("take-theirs");
    takeTheirs.getStyleClass().add("small");
    takeTheirs.setOnAction(_ -> takeTheirs());
    keepMine.setId("keep-mine");
    keepMine.getStyleClass().add("small");
    keepMine.setOnAction(_ -> keepMine());
    notice.setId("app-notice");
    notice.setWrapText(true);
    notices.getStyleClass().add("notice");
    notices.getChildren().getLast().getStyleClass().add("choices");
    editor.onChange(_ -> typed());
    parts.setId("app-parts");
    parts.getStyleClass().add("sections");
    partsPane.getStyleClass().add("parts");
    partsPane.setFitToWidth(true);
    partsPane.setFocusTraversable(false);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox head = new HBox(name, unsaved, space, save, reload);
    head.getStyleClass().add("app-head");
    head.setAlignment(Pos.CENTER_LEFT);
    VBox.setVgrow(segments.root(), Priority.ALWAYS);
    root.setId("app");
    root.getStyleClass().addAll("pane", "app-pane");
    root.getChildren().addAll(head, notices, segments.root());
    TextStyle.wear(root, AppView.class, "app.css");
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
    segments.onChoice(this::fill);
    showNothing();
  }

  public Region root() {
    return root;
  }

  private void press(KeyEvent event) {
    if (SAVE.match(event)) {
      save();
      event.consume();
    }
  }

  private static void present(Node node, boolean present) {
    node.setVisible(present);
    node.setManaged(present);
  }

  private void showNothing() {
    name.setText("");
    present(unsaved, false);
    present(save, false);
    present(reload, false);
    say("No app is open.", false);
    segments.show(ImmutableList.of());
  }

  private void say(String text, boolean asksToChoose) {
    notice.setText(text);
    present(notices, !text.isEmpty());
    present(notices.getChildren().getLast(), asksToChoose);
  }

  // Opening.

  /** Opens a script: a file, or {@code app.js} in a folder. */
  public void open(Path script) {
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
      name.setText(read.name());
      name.setTooltip(new Tooltip(read.file().toString()));
      editor.show(read.known());
      String draft = drafts.remove(read.file());
      if (draft != null) {
        editor.replace(draft);
      }
      say("", false);
      present(save, true);
      watch = FileWatch.of(read.file(), () -> Platform.runLater(this::lookAtDisk));
      typed();
    }
  }

  private void unreadable(Path script, IOException e, int asked) {
    if (asked == opened) {
      name.setText(script.toString());
      say("%s cannot be read: %s".formatted(script, e.getMessage()), false);
    }
  }

  /** Shows an app that runs elsewhere. */
  public void open(URI url) {
    leave();
    name.setText(url.toString());
    name.setTooltip(new Tooltip(url.toString()));
    present(reload, true);
    say("It runs elsewhere: edit it there, then load it again here.", false);
    fill();
  }

  /** Lets go of what is open; what was typed is kept for when it is opened again. */
  private int leave() {
    if (file != null && file.isDirty(editor.text())) {
      drafts.put(file.file(), editor.text());
    }
    close();
    file = null;
    onDisk = null;
    outline = Outline.EMPTY;
    told = ImmutableList.of();
    showNothing();
    return ++opened;
  }

  /** Watches no file any more. */
  public void close() {
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }

  // Editing.

  /** Whether a script has been read. */
  boolean hasText() {
    return file != null;
  }

  /** Whether something was typed that is not in the file. */
  public boolean isDirty() {
    return file != null && file.isDirty(editor.text());
  }

  private void typed() {
    boolean dirty = isDirty();
    present(unsaved, dirty);
    save.setDisable(!dirty);
    if (dirty) {
      told = ImmutableList.of();
    }
    outline = Outline.of(editor.text());
    fill();
  }

  private void save() {
    ScriptFile now = file;
    if (now == null || !isDirty() || save.isDisabled()) {
      return;
    }
    String text = editor.text();
    int asked = opened;
    save.setDisable(true);
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
    switch (outcome) {
      case ScriptFile.Saved(ScriptFile written) -> {
        file = written;
        onDisk = null;
        say("", false);
        onSave.accept(text);
      }
      case ScriptFile.ChangedMeanwhile(String other) -> ask(other);
      case ScriptFile.Failed(String message) ->
          say(message + ". What you typed is still here.", false);
    }
    typed();
  }

  private void lookAtDisk() {
    ScriptFile now = file;
    int asked = opened;
    if (now != null) {
      Thread.ofVirtual()
          .name("read app")
          .start(() -> {
            try {
              Optional<String> changed = now.changed();
              Platform.runLater(() -> {
                if (asked == opened && now.equals(file)) {
                  changed.ifPresent(this::ask);
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
    if (other.equals(editor.text()) && file != null) {
      file = file.knowing(other);
      typed();
      return;
    }
    onDisk = other;
    say(
        "%s was changed by somebody else meanwhile. Which text is to count?"
            .formatted(name.getText()),
        true);
  }

  private void takeTheirs() {
    String other = onDisk;
    if (other != null && file != null) {
      file = file.knowing(other);
      onDisk = null;
      editor.replace(other);
      say("", false);
      typed();
      onSave.accept(other);
    }
  }

  private void keepMine() {
    String other = onDisk;
    if (other != null && file != null) {
      file = file.knowing(other);
      onDisk = null;
      say("", false);
      typed();
    }
  }

  /** Goes to a line of the script, counted from 1. */
  public void reveal(int line) {
    segments.choose(SCRIPT);
    editor.reveal(line);
  }

  /** Says what is wrong with what was saved, such as why it does not load; until it is edited. */
  public void problems(ImmutableList<EditorProblem> problems) {
    told = problems;
    showProblems();
  }

  private void showProblems() {
    editor.problems(
        file == null || isDirty()
            ? told
            : ImmutableList.<EditorProblem>builder()
                .addAll(told)
                .addAll(made.problems(file.name()))
                .build());
  }

  // Looking.

  /**
   * Shows what the app is at a moment; what is shown already stays as it is.
   *
   * @param stepBegan when the current step began: what failed since is said
   */
  public void show(Viewpoint now, long stepBegan) {
    if (!now.equals(seen) || stepBegan != since) {
      seen = now;
      since = stepBegan;
      fill();
    }
  }

  private void fill() {
    Viewpoint now = seen;
    boolean isThere = file != null || reload.isVisible();
    if (now != null && isThere) {
      AppFailures known = failures;
      if (known == null || !known.isOf(now.timeline())) {
        known = new AppFailures(now.timeline());
        failures = known;
      }
      known.follow();
      made = AppParts.of(outline, known, now, since);
      showProblems();
    }
    segments.show(
        !isThere
            ? ImmutableList.of()
            : ImmutableList.of(
                Segments.Segment.of(file == null ? "" : SCRIPT, editor.root(), () -> {}),
                Segments.Segment.of("Parts", partsPane, this::fillParts),
                Segments.Segment.of("Manifest", manifest.root(), this::fillManifest)));
  }

  private void fillParts() {
    ImmutableList<Section> sections =
        made.sections().isEmpty()
            ? ImmutableList.of(
                new Section(
                    "Views", ImmutableList.of(Phrase.quiet("No view is shown at this moment."))))
            : made.sections();
    SectionBox.show(parts, sections, this::go);
  }

  private void go(Target target) {
    if (target instanceof Target.ToLine(int line)) {
      reveal(line);
    } else {
      follow.accept(target);
    }
  }

  @SuppressWarnings("ReferenceEquality") // a manifest that stays is the same instance
  private void fillManifest() {
    Object state =
        seen == null
            ? null
            : seen.moment().processes().values().stream()
                .map(ProcessAt::state)
                .filter(Manifest.class::isInstance)
                .findFirst()
                .orElse(null);
    if (state != manifestState) {
      manifestState = state;
      shownManifest = ComparedNode.of(StateNode.of(state));
    }
    manifest.show(shownManifest);
  }
}
