package dev.espalier.fx.database;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.database.DocumentsAt.Summary;
import dev.espalier.fx.look.Presence;
import dev.espalier.fx.text.TextStyle;
import dev.espalier.fx.words.Counts;
import dev.espalier.fx.words.Target;
import dev.espalier.scenario.Step;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The documents of the environment at the moment, what the current step has done to them. */
public final class DatabaseView {
  /** So many are looked at between two pulses when something is looked for. */
  private static final int LOOKED_AT_A_PULSE = 4_000;

  private static final double WIDE = 620;

  private final CollectionBar collections = new CollectionBar(this::choose);
  private final TextField filter = new TextField();
  private final Label problem = new Label();
  private final Label count = new Label();
  private final Button insert = new Button("New document");
  private final DocumentTable table = new DocumentTable(this::choose);
  private final DocumentEditor editor;
  private final SplitPane parts = new SplitPane();
  private final VBox root = new VBox();
  private DocumentFilter.Matching wanted = (DocumentFilter.Matching) DocumentFilter.read("");
  private String collection = "";

  /**
   * Whether a person has chosen the collection: then another that changes does not take its place.
   */
  private boolean isChosen;

  private Sifting sifting = new Sifting(ImmutableList.of(), _ -> true);
  private @Nullable Viewpoint seen;
  private @Nullable DocumentAt chosen;

  /**
   * @param act does what is changed by hand
   * @param follow told where a link leads that is clicked
   */
  public DatabaseView(Consumer<Step> act, Consumer<Target> follow) {
    editor = new DocumentEditor(act, follow);
    filter.setId("document-filter");
    filter.setPromptText("Find text, or {done: false}");
    filter.setAccessibleText("Find documents by a text in them or by a MongoDB filter");
    filter.setTooltip(new Tooltip("Any text, or a MongoDB filter such as {count: {$gt: 1}}"));
    filter.textProperty().subscribe((_, text) -> find(text));
    HBox.setHgrow(filter, Priority.ALWAYS);
    problem.setId("filter-problem");
    problem.getStyleClass().add("wrong");
    problem.setWrapText(true);
    Presence.set(problem, false);
    count.setId("document-count");
    count.getStyleClass().add("quiet");
    count.setMinWidth(Region.USE_PREF_SIZE);
    insert.setId("new-document");
    insert.getStyleClass().addAll("small", "button-outlined");
    insert.setMinWidth(Region.USE_PREF_SIZE);
    insert.setOnAction(_ -> insert());
    HBox line = new HBox(filter, insert);
    line.getStyleClass().add("filter-line");
    line.setAlignment(Pos.CENTER_LEFT);
    VBox list = new VBox(table.root(), count);
    list.getStyleClass().add("document-list");
    VBox.setVgrow(table.root(), Priority.ALWAYS);
    parts.setOrientation(Orientation.VERTICAL);
    root.widthProperty().subscribe(width -> turn(width.doubleValue()));
    parts.getItems().add(list);
    VBox.setVgrow(parts, Priority.ALWAYS);
    root.setId("database");
    root.getStyleClass().addAll("pane", "database-pane");
    root.getChildren().addAll(collections.root(), line, problem, parts);
    TextStyle.wear(root, DatabaseView.class, "database.css");
  }

  public Region root() {
    return root;
  }

  /** Where there is room the document stands beside the others instead of beneath them. */
  private void turn(double width) {
    Orientation fitting = width >= WIDE ? Orientation.HORIZONTAL : Orientation.VERTICAL;
    if (parts.getOrientation() != fitting) {
      parts.setOrientation(fitting);
    }
  }

  private void choose(String name) {
    isChosen = true;
    look(name);
  }

  private void look(String name) {
    if (!name.equals(collection)) {
      collection = name;
      table.chooseNothing();
    }
  }

  private void find(String written) {
    switch (DocumentFilter.read(written)) {
      case DocumentFilter.Matching matching -> {
        wanted = matching;
        Presence.set(problem, false);
      }
      case DocumentFilter.Wrong(var wrong) -> {
        problem.setText(
            wrong.column() > 0
                ? "column %d: %s".formatted(wrong.column(), wrong.message())
                : wrong.message());
        Presence.set(problem, true);
      }
    }
  }

  private void insert() {
    table.chooseNothing();
    editor.beginNew(collection);
    showEditor(true);
  }

  private void showEditor(boolean visible) {
    if (visible && parts.getItems().size() == 1) {
      parts.getItems().add(editor.root());
      parts.setDividerPositions(0.45);
    } else if (!visible && parts.getItems().size() > 1) {
      parts.getItems().remove(editor.root());
    }
  }

  /**
   * Shows the documents at a moment; what is shown already stays as it is. To be called at every
   * pulse, for among many documents some are found at each.
   *
   * @param since when the current step began: what it has changed is marked
   * @param documents of the recording that is looked at; not older than it
   */
  public void show(Viewpoint now, long since, DocumentsAt documents) {
    boolean isAnother = !now.equals(seen);
    seen = now;
    ImmutableList<Summary> summaries = documents.collections(now.at(), since);
    look(looked(summaries));
    collections.show(summaries, collection);
    ImmutableList<DocumentAt> all = documents.documents(collection, now.at(), since);
    if (!sifting.isOf(all, wanted.test())) {
      sifting = new Sifting(all, wanted.test());
    }
    if (wanted.written().isEmpty()) {
      table.show(all, otherwise(summaries), now.labels().users());
      count.setText(Counts.of(living(summaries), "document", "documents"));
    } else {
      sifting.goOn(LOOKED_AT_A_PULSE);
      table.show(sifting.found(), "No document fits.", now.labels().users());
      count.setText(
          "%,d of %s"
                  .formatted(sifting.found().size(), Counts.of(all.size(), "document", "documents"))
              + (sifting.isDone() ? "" : " …"));
    }
    if (documents.isDoubtful(now.at())) {
      count.setText(count.getText() + "; CS may have missed changes");
    }
    if (isAnother && chosen != null) {
      editor.tellReaders(Readers.of(collection, chosen.id(), now));
    }
    showEditor(editor.root().isVisible());
  }

  private String looked(ImmutableList<Summary> summaries) {
    boolean isThere = summaries.stream().anyMatch(each -> each.name().equals(collection));
    return isThere && isChosen
        ? collection
        : summaries.stream()
            .filter(Summary::changed)
            .findFirst()
            .map(Summary::name)
            .orElse(isThere ? collection : summaries.isEmpty() ? "" : summaries.getFirst().name());
  }

  private int living(ImmutableList<Summary> summaries) {
    return summaries.stream()
        .filter(each -> each.name().equals(collection))
        .mapToInt(Summary::count)
        .sum();
  }

  private static String otherwise(ImmutableList<Summary> summaries) {
    return summaries.isEmpty()
        ? "The database is empty at this moment. Documents come from the app's listeners, or by"
            + " hand: press New document."
        : "No document is left in this collection.";
  }

  private void choose(@Nullable DocumentAt document) {
    Viewpoint now = seen;
    chosen = document;
    if (document != null && now != null) {
      editor.show(collection, document);
      editor.tellReaders(Readers.of(collection, document.id(), now));
      showEditor(true);
    } else if (!editor.isNew() && !editor.isDirty()) {
      editor.hide();
      showEditor(false);
    }
  }
}
