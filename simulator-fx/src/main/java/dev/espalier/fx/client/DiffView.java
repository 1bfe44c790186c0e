package dev.espalier.fx.client;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.ui.JsonPatch;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the last patch changed, operation by operation, and what it spared. */
final class DiffView {
  private static final int SHOWN_AT_FIRST = 5;

  private static final Splitter SEGMENTS = Splitter.on(Pattern.compile("(?=/)"));

  private final Consumer<ImmutableSet<String>> onPoint;
  private final Label heading = Elided.label("pane-heading");
  private final Label summary = new Label();
  private final VBox rows = new VBox();
  private final VBox root;
  private @Nullable LastDelivery shown;

  /**
   * @param onPoint is given the places that an operation touched while the pointer is on it
   */
  DiffView(Consumer<ImmutableSet<String>> onPoint) {
    this.onPoint = onPoint;
    summary.setId("diff-summary");
    summary.getStyleClass().add("pane-note");
    summary.setMinWidth(Region.USE_PREF_SIZE);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    rows.setId("diff");
    rows.getStyleClass().add("diff-rows");
    root = new VBox(new HBox(heading, space, summary), rows);
    root.getStyleClass().add("pane-section");
  }

  VBox root() {
    return root;
  }

  @SuppressWarnings("ReferenceEquality") // the same is told once
  void show(String session, LastDelivery last) {
    heading.setText("UI DIFF · " + session);
    if (last == shown) {
      return;
    }
    shown = last;
    JsonPatch patch = last.patch();
    PatchDescription description = last.description();
    if (patch == null || description == null) {
      summary.setText("");
      rows.getChildren()
          .setAll(note("The whole UI was sent. What the next patch changes stands here."));
      return;
    }
    summary.setText(description.summary());
    show(patch, description, last.views(), SHOWN_AT_FIRST);
  }

  private void show(
      JsonPatch patch, PatchDescription description, ImmutableList<String> views, int most) {
    rows.getChildren().clear();
    int count = Math.min(most, description.lines().size());
    for (int i = 0; i < count; i++) {
      rows.getChildren()
          .add(row(description.lines().get(i), views.get(i), TouchedPlaces.of(patch, i)));
    }
    int more = description.operations() - count;
    if (more > 0 && count < description.lines().size()) {
      Button button = new Button("%,d more".formatted(more));
      button.getStyleClass().addAll("flat", "small");
      button.setOnAction(_ -> show(patch, description, views, Integer.MAX_VALUE));
      rows.getChildren().add(button);
    } else if (more > 0) {
      rows.getChildren().add(note("and %,d more".formatted(more)));
    }
  }

  private static Label note(String text) {
    Label note = new Label(text);
    note.setWrapText(true);
    note.getStyleClass().add("pane-note");
    return note;
  }

  private Region row(PatchDescription.Line line, String view, ImmutableSet<String> places) {
    String words = view.isEmpty() ? line.words() : "%s%nfrom W %s".formatted(line.words(), view);
    Label op = new Label(line.op());
    op.getStyleClass().addAll("diff-op", "code");
    op.setMinWidth(Region.USE_PREF_SIZE);
    FlowPane path = path(line.path());
    HBox.setHgrow(path, Priority.ALWAYS);
    VBox row = new VBox(new HBox(op, path));
    add(row, "−", line.before(), "diff-before");
    add(row, "+", line.after(), "diff-after");
    row.getStyleClass().add("diff-row");
    row.setFocusTraversable(true);
    row.setAccessibleText(words);
    Tooltip.install(row, new Tooltip(words));
    row.setOnMouseEntered(_ -> onPoint.accept(places));
    row.setOnMouseExited(_ -> onPoint.accept(ImmutableSet.of()));
    row.focusedProperty()
        .subscribe((_, focused) -> onPoint.accept(focused ? places : ImmutableSet.of()));
    return row;
  }

  /** Broken, where it has to be, before a slash. */
  private static FlowPane path(String pointer) {
    FlowPane path = new FlowPane();
    for (String segment : SEGMENTS.split(pointer)) {
      Label label = new Label(segment);
      label.getStyleClass().add("code");
      path.getChildren().add(label);
    }
    return path;
  }

  private static void add(VBox row, String sign, String value, String styleClass) {
    if (!value.isEmpty()) {
      Label mark = new Label(sign);
      mark.setMinWidth(Region.USE_PREF_SIZE);
      mark.getStyleClass().addAll(styleClass, "diff-sign");
      Label label = new Label(value);
      label.setWrapText(true);
      label.setMinHeight(Region.USE_PREF_SIZE);
      label.getStyleClass().addAll(styleClass, "code");
      row.getChildren().add(new HBox(mark, label));
    }
  }
}
