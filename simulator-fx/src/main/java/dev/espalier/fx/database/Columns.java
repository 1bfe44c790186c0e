package dev.espalier.fx.database;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The fields of documents that a table has columns for. */
final class Columns {
  private static final int LOOKED_AT = 1000;
  private static final int LOOKED_AT_FOR_WIDTH = 100;
  private static final int MOST = 24;
  private static final int SIGN = 2;

  private static final int WIDEST = 28;
  private static final int NARROWEST = 6;

  private Columns() {}

  /** The id first, then the others as they are met. */
  static ImmutableList<String> of(List<DocumentAt> documents) {
    Set<String> fields = new LinkedHashSet<>();
    fields.add("_id");
    documents.stream().limit(LOOKED_AT).forEach(document -> fields.addAll(document.fields()));
    return fields.stream().limit(MOST).collect(ImmutableList.toImmutableList());
  }

  /** How many characters a column needs for what is in it, within reason. */
  static int characters(String field, List<DocumentAt> documents, Map<String, String> users) {
    int needed =
        documents.stream()
            .limit(LOOKED_AT_FOR_WIDTH)
            .mapToInt(document ->
                length(document.document().path(field), users)
                    + document.changedFrom(field).map(was -> 3 + length(was, users)).orElse(0))
            .max()
            .orElse(0);
    return Math.clamp(
        Math.max(needed, field.length()) + (field.equals("_id") ? SIGN : 0), NARROWEST, WIDEST);
  }

  private static int length(JsonNode value, Map<String, String> users) {
    return FieldText.of(value, users).length();
  }
}
