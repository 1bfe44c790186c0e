package dev.espalier.fx.app;

import com.google.common.collect.ImmutableList;
import dev.espalier.app.Manifest;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.editor.EditorProblem;
import dev.espalier.fx.look.Presence;
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
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.geometry.Pos;
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

/** The app: its script in an editor, what is wrong with it in place, and what it is made of. */
public final class AppView {
  private static final KeyCombination SAVE =
      new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN);
  private static final String SCRIPT = "Script";

  private final Consumer<Target> follow;
  private final Label name = new Label();
  private final Button reload = new Button("Load again");
  private final Notice notice = new Notice();
  private final ScriptView script;
  private final VBox parts = new VBox();
  private final ScrollPane partsPane = new ScrollPane(parts);
  private final ValueTree manifest = new ValueTree("manifest", "The app's manifest");
  private final Segments segments = new Segments();
  private final VBox root = new VBox();
  private @Nullable Viewpoint seen;
  private @Nullable AppFailures failures;
  private Outline outline = Outline.EMPTY;
  private AppParts made = new AppParts(ImmutableList.of(), ImmutableList.of());
  private ImmutableList<EditorProblem> told = ImmutableList.of();
  private ComparedNode shownManifest = ComparedNode.of(StateNode.of(null));
  private @Nullable Object manifestState;
  private long since;
  private boolean isElsewhere;

  /**
   * @param onSave told of the text whenever the file has become another
   * @param onReload has an app elsewhere loaded again
   * @param follow told where a link leads that is clicked
   */
  public AppView(Consumer<String> onSave, Runnable onReload, Consumer<Target> follow) {
    this.follow = follow;
    name.setId("app-name");
    name.getStyleClass().add("app-name");
    name.setMinWidth(0);
    reload.setId("load-app");
    reload.getStyleClass().addAll("small", "button-outlined");
    reload.setMinWidth(Region.USE_PREF_SIZE);
    reload.setOnAction(_ -> onReload.run());
    parts.setId("app-parts");
    parts.getStyleClass().add("sections");
    partsPane.getStyleClass().add("parts");
    partsPane.setFitToWidth(true);
    partsPane.setFocusTraversable(false);
    VBox.setVgrow(segments.root(), Priority.ALWAYS);
    script = new ScriptView(onSave, this::edited, notice);
    root.setId("app");
    root.getStyleClass().addAll("pane", "app-pane");
    root.getChildren().addAll(head(), notice.root(), segments.root());
    TextStyle.wear(root, AppView.class, "app.css");
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
    segments.onChoice(this::fill);
    fill();
    notice.say("No app is open.");
  }

  private HBox head() {
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox head = new HBox(name, script.savedMark(), space, script.saveButton(), reload);
    head.getStyleClass().add("app-head");
    head.setAlignment(Pos.CENTER_LEFT);
    return head;
  }

  public Region root() {
    return root;
  }

  private void press(KeyEvent event) {
    if (SAVE.match(event)) {
      script.save();
      event.consume();
    }
  }

  /** Opens a script: a file, or {@code app.js} in a folder. */
  public void open(Path path) {
    begin(path.getFileName() == null ? path.toString() : path.getFileName().toString(), path);
    isElsewhere = false;
    script.open(path);
  }

  /** Shows an app that runs elsewhere. */
  public void open(URI url) {
    begin(url.toString(), url);
    isElsewhere = true;
    script.leave();
    notice.say("It runs elsewhere: edit it there, then load it again here.");
    fill();
  }

  private void begin(String called, Object where) {
    name.setText(called);
    name.setTooltip(new Tooltip(where.toString()));
    told = ImmutableList.of();
  }

  /** Watches no file any more. */
  public void close() {
    script.close();
  }

  /** Whether a script has been read. */
  boolean hasText() {
    return script.file().isPresent();
  }

  /** Whether something was typed that is not in the file. */
  public boolean isDirty() {
    return script.isDirty();
  }

  private void edited() {
    script.file().ifPresent(file -> name.setText(file.name()));
    if (script.isDirty()) {
      told = ImmutableList.of();
    }
    outline = hasText() ? Outline.of(script.text()) : Outline.EMPTY;
    fill();
  }

  /** Goes to a line of the script, counted from 1. */
  public void reveal(int line) {
    segments.choose(SCRIPT);
    script.reveal(line);
  }

  /** Says what is wrong with what was saved, such as why it does not load; until it is edited. */
  public void problems(ImmutableList<EditorProblem> problems) {
    told = problems;
    showProblems();
  }

  /** What fails now has no place in a text that has been edited since. */
  private void showProblems() {
    ImmutableList<EditorProblem> failing =
        script.isDirty()
            ? ImmutableList.of()
            : script.file().map(file -> made.problems(file.name())).orElse(ImmutableList.of());
    script.problems(ImmutableList.<EditorProblem>builder().addAll(told).addAll(failing).build());
  }

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
    Presence.set(reload, isElsewhere);
    Viewpoint now = seen;
    if (now != null && (isElsewhere || hasText())) {
      made = AppParts.of(outline, failuresOf(now), now, since);
      showProblems();
    }
    segments.show(
        ImmutableList.of(
            Segments.Segment.of(hasText() ? SCRIPT : "", script.root(), () -> {}),
            Segments.Segment.of(
                hasText() || isElsewhere ? "Parts" : "", partsPane, this::fillParts),
            Segments.Segment.of(
                hasText() || isElsewhere ? "Manifest" : "", manifest.root(), this::fillManifest)));
  }

  private AppFailures failuresOf(Viewpoint now) {
    AppFailures known = failures;
    if (known == null || !known.isOf(now.timeline())) {
      known = new AppFailures(now.timeline());
      failures = known;
    }
    known.follow();
    return known;
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
