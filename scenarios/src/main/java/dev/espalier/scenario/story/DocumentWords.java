package dev.espalier.scenario.story;

import static java.util.stream.Collectors.joining;

import dev.espalier.query.Refusal;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Documents, what became of them, and what queries ask of them, in words. */
record DocumentWords(Wording wording) {

  /** A document by what it holds. */
  String withoutId(BsonDocument document) {
    BsonDocument rest = document.clone();
    rest.remove("_id");
    return wording.value(rest);
  }

  /** The fields that are not the same, e.g. {@code count 0 → 1}; empty when all are. */
  String changed(BsonDocument before, BsonDocument now) {
    return Stream.concat(before.keySet().stream(), now.keySet().stream())
        .distinct()
        .filter(key -> !Objects.equals(before.get(key), now.get(key)))
        .map(key -> "%s %s → %s".formatted(key, value(before.get(key)), value(now.get(key))))
        .collect(joining(", "));
  }

  private String value(@Nullable BsonValue value) {
    return value == null ? "none" : wording.value(value);
  }

  /** A part of a filter, e.g. {@code user = "global"} or {@code rank: {$gt: 1}}. */
  String clause(Map.Entry<String, BsonValue> clause) {
    boolean isOperator =
        clause.getKey().startsWith("$")
            || (clause.getValue() instanceof BsonDocument value
                && !value.isEmpty()
                && value.getFirstKey().startsWith("$"));
    return clause.getKey() + (isOperator ? ": " : " = ") + wording.value(clause.getValue());
  }

  /** E.g. {@code user is "global", and the query asks for user = "@bob"}. */
  String refusal(Refusal refusal, String is) {
    Map.Entry<String, BsonValue> clause = refusal.clause().entrySet().iterator().next();
    String field = clause.getKey();
    String asked = "the query asks for " + clause(clause);
    if (field.startsWith("$")) {
      return asked;
    }
    return refusal.found().isEmpty()
        ? "it has no %s, and %s".formatted(field, asked)
        : "%s %s %s, and %s"
            .formatted(
                field,
                is,
                refusal.found().stream().map(wording::value).collect(joining(" and ")),
                asked);
  }
}
