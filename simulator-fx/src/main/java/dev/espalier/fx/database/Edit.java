package dev.espalier.fx.database;

import dev.espalier.fx.editor.EditorProblem;
import dev.espalier.fx.editor.JsonText;
import dev.espalier.query.DocumentJson;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is being edited.
 *
 * @param original none for a document that is new
 */
record Edit(String collection, @Nullable JsonNode original) {
  private static final String NEW = "{\n  \n}";

  /** What can be done with what was typed. */
  sealed interface Result {}

  record Ready(Step step) implements Result {}

  record Wrong(EditorProblem problem) implements Result {}

  boolean isNew() {
    return original == null;
  }

  /** What is typed to begin with. */
  String text() {
    return original == null ? NEW : JsonText.pretty(original);
  }

  /** Puts what was typed into the database. */
  Result save(String text) {
    return switch (JsonText.object(text)) {
      case JsonText.Wrong(EditorProblem problem) -> new Wrong(problem);
      case JsonText.Read(JsonNode document) -> save(text, document);
    };
  }

  private Result save(String text, JsonNode document) {
    if (collection.isBlank() || collection.contains("$") || collection.startsWith("system.")) {
      return new Wrong(
          new EditorProblem(
              1,
              0,
              "%s is no name for a collection; write one such as todos"
                  .formatted(collection.isBlank() ? "nothing" : collection)));
    }
    try {
      DocumentJson.toDocument(document);
    } catch (IllegalArgumentException e) {
      return new Wrong(new EditorProblem(1, 0, String.valueOf(e.getMessage())));
    }
    if (original == null) {
      return new Ready(new Step.Insert(Place.BY_HAND, collection, document));
    }
    JsonNode id = document.path("_id");
    return id.isMissingNode() || id.equals(original.path("_id"))
        ? new Ready(new Step.Replace(Place.BY_HAND, collection, byId(original), document))
        : new Wrong(
            new EditorProblem(
                lineOf("_id", text),
                0,
                "a document keeps its _id; leave it as %s, or insert this as another one"
                    .formatted(original.path("_id"))));
  }

  private static int lineOf(String word, String text) {
    int at = text.indexOf(word);
    return at < 0 ? 1 : (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
  }

  /** Takes the document out of the database. */
  Step delete() {
    if (original == null) {
      throw new IllegalStateException("what is new is not there to be deleted");
    }
    return new Step.Delete(Place.BY_HAND, collection, byId(original));
  }

  private static ObjectNode byId(JsonNode document) {
    ObjectNode where = JsonNodeFactory.instance.objectNode();
    where.set("_id", document.path("_id"));
    return where;
  }
}
