package dev.espalier.query;

import com.google.common.collect.ImmutableList;
import dev.espalier.trace.Traceable;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** A MongoDB filter, read once and then asked of documents; MongoDB's semantics. */
public final class Filter implements Traceable {
  private final BsonDocument source;
  private final Condition condition;

  private Filter(BsonDocument source, Condition condition) {
    this.source = source;
    this.condition = condition;
  }

  /**
   * Reads a filter.
   *
   * @throws InvalidQueryException when MongoDB would refuse it, or it needs what only a server can
   *     do ({@code $where}, {@code $text}, {@code $expr} …)
   */
  public static Filter parse(BsonDocument filter) throws InvalidQueryException {
    return new Filter(filter, new FilterReader().read(filter));
  }

  public boolean matches(BsonDocument document) {
    return condition.matches(document);
  }

  /**
   * What of the filter a server may be asked: all but its regular expressions, whose search nobody
   * could end there. It finds every document that {@link #matches}, and perhaps others.
   */
  public BsonDocument askable() {
    if (isAskable()) {
      return source;
    }
    BsonDocument askable = new BsonDocument();
    source.forEach((key, value) -> {
      if (!hasPattern(value)) {
        askable.put(key, value);
      }
    });
    return askable;
  }

  private static boolean hasPattern(BsonValue value) {
    return switch (value.getBsonType()) {
      case REGULAR_EXPRESSION -> true;
      case ARRAY -> value.asArray().stream().anyMatch(Filter::hasPattern);
      case DOCUMENT ->
          value.asDocument().containsKey("$regex")
              || value.asDocument().values().stream().anyMatch(Filter::hasPattern);
      default -> false;
    };
  }

  /** Whether that is all of it. */
  public boolean isAskable() {
    return !hasPattern(source);
  }

  /** The clauses that keep a document from matching; none if it matches. */
  public ImmutableList<Refusal> refusals(BsonDocument document) {
    return Refusal.of(source, document);
  }

  /**
   * What every document that matches has to have: at each of these paths one of its operands, by
   * MongoDB's equality.
   *
   * @param operands those of which one is enough
   */
  record Equality(FieldPath path, ImmutableList<BsonValue> operands) {}

  /** The equalities that the filter's top level, and any {@code $and} there, asks for. */
  ImmutableList<Equality> equalities() {
    return equalities(condition).collect(ImmutableList.toImmutableList());
  }

  private static Stream<Equality> equalities(Condition condition) {
    return switch (condition) {
      case Condition.All(ImmutableList<Condition> all) -> all.stream().flatMap(Filter::equalities);
      case Condition.Field(FieldPath path, ValueTest test) ->
          operands(test).map(operands -> new Equality(path, operands)).stream();
      case Condition.Any _, Condition.Not _ -> Stream.empty();
    };
  }

  private static Optional<ImmutableList<BsonValue>> operands(ValueTest test) {
    return switch (test) {
      case ValueTest.Equal(BsonValue operand) -> Optional.of(ImmutableList.of(operand));
      case ValueTest.AnyOf(ImmutableList<ValueTest> alternatives)
          when alternatives.stream().allMatch(ValueTest.Equal.class::isInstance) ->
          Optional.of(
              alternatives.stream()
                  .map(alternative -> ((ValueTest.Equal) alternative).operand())
                  .collect(ImmutableList.toImmutableList()));
      default -> Optional.empty();
    };
  }

  /** The filter as it was written. */
  public BsonDocument source() {
    return source;
  }

  @Override
  public Object traced() {
    return source;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Filter filter && filter.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source.toJson();
  }
}
