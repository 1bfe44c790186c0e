package dev.espalier.fx.database;

import dev.espalier.fx.look.Presence;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A field of a document: its value, and what it was before the current step changed it. */
final class FieldCell extends TableCell<DocumentAt, DocumentAt> {
  private final String field;
  private final Supplier<Map<String, String>> users;
  private final Label sign = new Label();
  private final Label before = new Label();
  private final Label arrow = new Label("→");
  private final Label value = new Label();
  private final HBox line = new HBox(sign, before, arrow, value);

  /**
   * @param users what stands for users in the database, and their names
   */
  FieldCell(String field, Supplier<Map<String, String>> users) {
    this.field = field;
    this.users = users;
    sign.getStyleClass().add("sign");
    sign.setMinWidth(Region.USE_PREF_SIZE);
    before.getStyleClass().add("before");
    before.setMinWidth(0);
    arrow.getStyleClass().add("quiet");
    arrow.setMinWidth(Region.USE_PREF_SIZE);
    value.getStyleClass().add("value");
    value.setMinWidth(0);
    line.getStyleClass().add("field");
  }

  @Override
  protected void updateItem(@Nullable DocumentAt document, boolean empty) {
    super.updateItem(document, empty);
    if (empty || document == null) {
      setGraphic(null);
      setTooltip(null);
      return;
    }
    Optional<JsonNode> was = document.changedFrom(field);
    JsonNode now = document.document().path(field);
    present(sign, field.equals("_id") ? sign(document.mark()) : "");
    present(before, was.map(this::read).orElse(""));
    present(arrow, was.isPresent() && !before.getText().isEmpty() ? "→" : "");
    value.setText(now.isMissingNode() ? (was.isPresent() ? "∅" : "") : read(now));
    value.getStyleClass().remove("changed");
    if (was.isPresent()) {
      value.getStyleClass().add("changed");
    }
    String whole = now.isMissingNode() ? "no " + field : now.toString();
    setTooltip(new Tooltip(was.map(old -> whole + "\nwas: " + read(old)).orElse(whole)));
    setGraphic(line);
  }

  private static void present(Label label, String text) {
    label.setText(text);
    Presence.set(label, !text.isEmpty());
  }

  private String read(JsonNode field) {
    return FieldText.of(field, users.get());
  }

  private static String sign(DocumentAt.Mark mark) {
    return switch (mark) {
      case NONE -> "";
      case NEW -> "+";
      case CHANGED -> "~";
      case REMOVED -> "−";
    };
  }
}
