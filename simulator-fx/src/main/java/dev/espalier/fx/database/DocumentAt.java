package dev.espalier.fx.database;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A document at a moment, and what it was when the current step began.
 *
 * @param now none when the step has removed it
 * @param before none when the step has made it; the same as now when it has not touched it
 */
public record DocumentAt(BsonValue id, @Nullable JsonNode now, @Nullable JsonNode before) {

  /** What the current step has done to it. */
  public enum Mark {
    NONE,
    NEW,
    CHANGED,
    REMOVED
  }

  static DocumentAt untouched(BsonValue id, JsonNode document) {
    return new DocumentAt(id, document, document);
  }

  public Mark mark() {
    return now == null
        ? Mark.REMOVED
        : before == null ? Mark.NEW : now.equals(before) ? Mark.NONE : Mark.CHANGED;
  }

  /** As it is, or as it was last. */
  public JsonNode document() {
    return now == null ? Objects.requireNonNull(before) : now;
  }

  /** What a field was, when the step has made it another; a missing field is a missing node. */
  public Optional<JsonNode> changedFrom(String field) {
    return now == null || before == null || now.path(field).equals(before.path(field))
        ? Optional.empty()
        : Optional.of(before.path(field));
  }

  /** The fields it has, and those it had. */
  ImmutableList<String> fields() {
    Set<String> fields = new LinkedHashSet<>(document().propertyNames());
    if (before != null) {
      fields.addAll(before.propertyNames());
    }
    return ImmutableList.copyOf(fields);
  }
}
