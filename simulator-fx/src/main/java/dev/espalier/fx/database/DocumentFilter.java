package dev.espalier.fx.database;

import dev.espalier.fx.editor.EditorProblem;
import dev.espalier.fx.editor.JsonText;
import dev.espalier.query.DocumentJson;
import dev.espalier.query.Filter;
import dev.espalier.query.InvalidQueryException;
import java.util.Locale;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Which documents are looked for: a text that stands in them, or a MongoDB filter. */
public sealed interface DocumentFilter {

  /**
   * @param written for the same filter as before
   */
  record Matching(String written, Predicate<JsonNode> test) implements DocumentFilter {}

  /** What was written is no filter. */
  record Wrong(EditorProblem problem) implements DocumentFilter {}

  /**
   * Reads what was written: a filter when it begins with a brace, otherwise a text that is to be
   * found in any case; nothing fits all.
   */
  static DocumentFilter read(String written) {
    String bare = written.strip();
    if (bare.isEmpty()) {
      return new Matching(bare, _ -> true);
    }
    if (!bare.startsWith("{")) {
      String wanted = bare.toLowerCase(Locale.ROOT);
      return new Matching(
          bare, document -> document.toString().toLowerCase(Locale.ROOT).contains(wanted));
    }
    return switch (JsonText.object(bare)) {
      case JsonText.Wrong(EditorProblem problem) -> new Wrong(problem);
      case JsonText.Read(JsonNode query) -> query(bare, query);
    };
  }

  private static DocumentFilter query(String written, JsonNode query) {
    try {
      Filter filter = Filter.parse(DocumentJson.toDocument(query));
      return new Matching(written, document -> filter.matches(DocumentJson.toDocument(document)));
    } catch (InvalidQueryException | IllegalArgumentException e) {
      return new Wrong(new EditorProblem(1, 0, String.valueOf(e.getMessage())));
    }
  }
}
