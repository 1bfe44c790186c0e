package dev.espalier.query;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * A clause of a filter that keeps a document from matching.
 *
 * @param clause the smallest part of the filter that refuses the document by itself, as it is
 *     written, e.g. <code>{user: "global"}</code> or <code>{rank: {$gt: 1}}</code>
 * @param found what the document has where the clause looks; nothing when it has nothing there, or
 *     the clause is of several conditions ({@code $or}, {@code $nor})
 */
public record Refusal(BsonDocument clause, ImmutableList<BsonValue> found) {
  private static final String REGEX = "$regex";
  private static final String OPTIONS = "$options";

  /**
   * Every clause that refuses a document, as far as they are joined by "and"; none if it matches.
   */
  static ImmutableList<Refusal> of(BsonDocument filter, BsonDocument document) {
    return clauses(filter)
        .filter(clause -> !matches(clause, document))
        .map(clause -> new Refusal(clause, found(clause, document)))
        .collect(ImmutableList.toImmutableList());
  }

  /** A filter's parts, all of which a document has to match. */
  private static Stream<BsonDocument> clauses(BsonDocument filter) {
    return filter.entrySet().stream().flatMap(Refusal::clauses);
  }

  private static Stream<BsonDocument> clauses(Map.Entry<String, BsonValue> part) {
    String key = part.getKey();
    BsonValue value = part.getValue();
    if (key.equals("$and")) {
      return value.asArray().stream().flatMap(branch -> clauses(branch.asDocument()));
    }
    if (key.equals("$comment")) {
      return Stream.empty();
    }
    if (isSeveralOperators(key, value)) {
      return operators(value.asDocument()).map(operator -> new BsonDocument(key, operator));
    }
    return Stream.of(new BsonDocument(key, value));
  }

  private static boolean isSeveralOperators(String key, BsonValue value) {
    return !key.startsWith("$")
        && value.isDocument()
        && value.asDocument().size() > 1
        && value.asDocument().getFirstKey().startsWith("$");
  }

  /** Each by itself, save that a regular expression has its options. */
  private static Stream<BsonDocument> operators(BsonDocument operators) {
    Set<String> names = operators.keySet();
    return names.stream()
        .filter(name -> !name.equals(OPTIONS) || !names.contains(REGEX))
        .map(name -> {
          BsonDocument operator = new BsonDocument(name, operators.get(name));
          return name.equals(REGEX) && names.contains(OPTIONS)
              ? operator.append(OPTIONS, operators.get(OPTIONS))
              : operator;
        });
  }

  private static boolean matches(BsonDocument clause, BsonDocument document) {
    try {
      return Filter.parse(clause).matches(document);
    } catch (InvalidQueryException e) {
      throw new IllegalStateException("a part of a filter is a filter: " + clause, e);
    }
  }

  private static ImmutableList<BsonValue> found(BsonDocument clause, BsonDocument document) {
    String path = clause.getFirstKey();
    return path.startsWith("$")
        ? ImmutableList.of()
        : FieldPath.of(path).in(document).stream()
            .filter(Objects::nonNull)
            .collect(ImmutableList.toImmutableList());
  }
}
