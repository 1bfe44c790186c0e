package dev.espalier.query;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** A MongoDB filter, read once and then asked of documents; MongoDB's semantics. */
public final class Filter {
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

  /** The filter as it was written. */
  public BsonDocument source() {
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
