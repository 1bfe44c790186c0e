package dev.espalier.fx.client;

import dev.espalier.fx.look.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.VBox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * A field to type in. What the app says it contains is shown, unless that is what the user typed a
 * moment ago: the answer to a keystroke must not undo the next one.
 */
final class TextFieldWidget implements Widget {
  private final Wire wire;
  private final TextInputControl input;
  private final Label label = new Label();
  private final Label note = new Label();
  private final VBox box;
  private final List<String> unanswered = new ArrayList<>();
  private String shown = "";
  private boolean showing;

  TextFieldWidget(Wire wire) {
    this.wire = wire;
    input = input(wire.component());
    label.setLabelFor(input);
    label.getStyleClass().add("ui-field-label");
    note.setWrapText(true);
    box = new VBox(label, input, note);
    box.getStyleClass().add("ui-field");
    input.textProperty().subscribe((_, text) -> typed(text));
    input.setOnMouseClicked(_ -> wire.fire("onTap"));
    input.setTextFormatter(new TextFormatter<>(this::atMost));
  }

  private TextInputControl input(Component component) {
    return switch (component.kind()) {
      case "password" -> field(new PasswordField());
      case "textarea" -> new TextArea();
      default -> field(new TextField());
    };
  }

  private TextField field(TextField field) {
    field.setOnAction(_ -> submitted());
    return field;
  }

  private TextFormatter.Change atMost(TextFormatter.Change change) {
    double length = wire.component().number("maxLength", Double.MAX_VALUE);
    int excess = change.getControlNewText().length() - (int) Math.min(length, Integer.MAX_VALUE);
    if (excess > 0 && !change.getText().isEmpty() && !showing) {
      String fitting =
          change.getText().substring(0, Math.max(0, change.getText().length() - excess));
      change.setText(fitting);
      change.setCaretPosition(change.getRangeStart() + fitting.length());
      change.setAnchor(change.getCaretPosition());
    }
    return change;
  }

  private void typed(String text) {
    if (!showing) {
      if (wire.component().listener("onChanged").isPresent()) {
        unanswered.add(text);
      }
      wire.fire("onChanged", StringNode.valueOf(text));
    }
  }

  private void submitted() {
    unanswered.clear();
    wire.fire("onEditingComplete");
    wire.fire("onSubmitted", StringNode.valueOf(input.getText()));
  }

  @Override
  public Node node() {
    return box;
  }

  @Override
  public void show(Component component, Slots children) {
    JsonNode decoration = component.property("style").path("decoration");
    String hint = decoration.path("hintText").asString("");
    String caption = decoration.path("labelText").asString("");
    String error = decoration.path("errorText").asString("");
    write(label, caption);
    write(note, error.isEmpty() ? decoration.path("helperText").asString("") : "✕ " + error);
    note.getStyleClass().setAll("label", error.isEmpty() ? "ui-field-label" : "ui-field-error");
    input.setPromptText(hint);
    input.setAccessibleText(caption.isEmpty() ? component.word("name", hint) : caption);
    input.setEditable(!component.is("readOnly"));
    input.setDisable(component.word("enabled", "true").equals("false"));
    if (input instanceof TextArea area) {
      area.setPrefRowCount((int) component.number("maxLines", 2));
      area.setWrapText(true);
    }
    String value = component.word("value", "");
    if (!value.equals(shown)) {
      shown = value;
      answer(value);
    }
  }

  private static void write(Label label, String text) {
    label.setText(text);
    Presence.set(label, !text.isEmpty());
  }

  private void answer(String value) {
    int answered = unanswered.indexOf(value);
    if (answered >= 0) {
      unanswered.subList(0, answered + 1).clear();
      return;
    }
    unanswered.clear();
    if (!value.equals(input.getText())) {
      int caret = Math.min(input.getCaretPosition(), value.length());
      showing = true;
      input.setText(value);
      showing = false;
      input.positionCaret(caret);
    }
  }

  @Override
  public Optional<JsonNode> value() {
    return Optional.of(StringNode.valueOf(input.getText()));
  }
}
