package dev.espalier.fx.database;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Documents as rows, their fields as columns. */
final class DocumentTable {
  private static final double CHARACTER = 6.6;
  private static final double PADDING = 18;
  private static final double NARROW = 300;

  private final TableView<DocumentAt> table = new TableView<>();
  private final Label nothing = new Label();
  private final Consumer<@Nullable DocumentAt> choose;
  private ImmutableList<DocumentAt> shown = ImmutableList.of();
  private ImmutableList<String> columns = ImmutableList.of();
  private Map<String, String> users = Map.of();
  private @Nullable BsonValue chosen;
  private boolean filling;

  /**
   * @param choose told of the document that is chosen, anew whenever it has become another
   */
  DocumentTable(Consumer<@Nullable DocumentAt> choose) {
    this.choose = choose;
    table.setId("documents");
    table.setAccessibleText("Documents");
    table.setPlaceholder(nothing);
    table.setRowFactory(_ -> new Row());
    nothing.setWrapText(true);
    nothing.getStyleClass().add("quiet");
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe((_, document) -> {
          if (!filling) {
            chosen = document == null ? null : document.id();
            choose.accept(document);
          }
        });
  }

  Region root() {
    return table;
  }

  /**
   * @param otherwise what is said when there is none
   * @param known what stands for users in the database, and their names
   */
  void show(ImmutableList<DocumentAt> documents, String otherwise, Map<String, String> known) {
    nothing.setText(otherwise);
    users = known;
    if (documents.equals(shown)) {
      return;
    }
    shown = documents;
    filling = true;
    ImmutableList<String> fields = Columns.of(documents);
    if (!fields.equals(columns)) {
      columns = fields;
      table.getColumns().setAll(fields.stream().map(field -> column(field, documents)).toList());
      double width = table.getColumns().stream().mapToDouble(TableColumn::getPrefWidth).sum();
      table.setColumnResizePolicy(
          width <= NARROW
              ? TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN
              : TableView.UNCONSTRAINED_RESIZE_POLICY);
    }
    table.getItems().setAll(documents);
    int row = rowOf(chosen);
    if (row >= 0) {
      table.getSelectionModel().select(row);
    } else {
      table.getSelectionModel().clearSelection();
    }
    filling = false;
    choose.accept(row >= 0 ? documents.get(row) : null);
  }

  private int rowOf(@Nullable BsonValue id) {
    for (int i = 0; id != null && i < shown.size(); i++) {
      if (shown.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  void chooseNothing() {
    chosen = null;
    table.getSelectionModel().clearSelection();
  }

  private TableColumn<DocumentAt, DocumentAt> column(
      String field, ImmutableList<DocumentAt> documents) {
    TableColumn<DocumentAt, DocumentAt> column = new TableColumn<>(field);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(_ -> new FieldCell(field, () -> users));
    column.setSortable(false);
    column.setReorderable(false);
    column.setPrefWidth(PADDING + CHARACTER * Columns.characters(field, documents, users));
    return column;
  }

  /** Marked by what the current step has done to its document. */
  private static final class Row extends TableRow<DocumentAt> {
    private static final PseudoClass NEW = PseudoClass.getPseudoClass("new");
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
    private static final PseudoClass REMOVED = PseudoClass.getPseudoClass("removed");

    @Override
    protected void updateItem(@Nullable DocumentAt document, boolean empty) {
      super.updateItem(document, empty);
      DocumentAt.Mark mark = document == null || empty ? DocumentAt.Mark.NONE : document.mark();
      pseudoClassStateChanged(NEW, mark == DocumentAt.Mark.NEW);
      pseudoClassStateChanged(CHANGED, mark == DocumentAt.Mark.CHANGED);
      pseudoClassStateChanged(REMOVED, mark == DocumentAt.Mark.REMOVED);
      setAccessibleText(document == null || empty ? "" : spoken(mark) + document.document());
    }

    private static String spoken(DocumentAt.Mark mark) {
      return switch (mark) {
        case NONE -> "";
        case NEW -> "new: ";
        case CHANGED -> "changed: ";
        case REMOVED -> "removed: ";
      };
    }
  }
}
