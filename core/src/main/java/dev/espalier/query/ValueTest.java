package dev.espalier.query;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** What an operator asks of one value; null stands for a missing field. */
sealed interface ValueTest {

  boolean test(@Nullable BsonValue value);

  /** Whether it is asked of an array's elements besides the array. */
  default boolean ofElementsToo() {
    return true;
  }

  /** Equal by MongoDB's comparison; null equals what is missing. */
  record Equal(BsonValue operand) implements ValueTest {
    @Override
    public boolean test(@Nullable BsonValue value) {
      if (value == null || value.isNull()) {
        return operand.isNull();
      }
      return new BsonOrder().compare(value, operand) == 0;
    }
  }

  /** Ordering operators compare only values of one bracket. */
  record Compare(String operator, BsonValue operand) implements ValueTest {
    @Override
    public boolean test(@Nullable BsonValue value) {
      if (operand.isNull()) {
        return (value == null || value.isNull()) && operator.endsWith("e");
      }
      if (value == null
          || BsonOrder.bracket(value.getBsonType()) != BsonOrder.bracket(operand.getBsonType())) {
        return false;
      }
      int order = new BsonOrder().compare(value, operand);
      if (isNaN(value) || isNaN(operand)) {
        return order == 0 && operator.endsWith("e");
      }
      return switch (operator) {
        case "$gt" -> order > 0;
        case "$gte" -> order >= 0;
        case "$lt" -> order < 0;
        default -> order <= 0;
      };
    }

    private static boolean isNaN(BsonValue value) {
      return value.isDouble() && Double.isNaN(value.asDouble().getValue());
    }
  }

  record AnyOf(ImmutableList<ValueTest> alternatives) implements ValueTest {
    @Override
    public boolean test(@Nullable BsonValue value) {
      return alternatives.stream().anyMatch(alternative -> alternative.test(value));
    }
  }

  record Matches(BoundedPattern pattern) implements ValueTest {
    @Override
    public boolean test(@Nullable BsonValue value) {
      return value != null && value.isString() && pattern.find(value.asString().getValue());
    }
  }

  record OfType(ImmutableSet<BsonType> types) implements ValueTest {
    @Override
    public boolean test(@Nullable BsonValue value) {
      return value != null && types.contains(value.getBsonType());
    }
  }

  record Modulo(long divisor, long remainder) implements ValueTest {
    @Override
    public boolean test(@Nullable BsonValue value) {
      return value != null
          && value.isNumber()
          && value.asNumber().longValue() % divisor == remainder;
    }
  }

  record Exists() implements ValueTest {
    @Override
    public boolean test(@Nullable BsonValue value) {
      return value != null;
    }

    @Override
    public boolean ofElementsToo() {
      return false;
    }
  }

  record Size(int size) implements ValueTest {
    @Override
    public boolean test(@Nullable BsonValue value) {
      return value != null && value.isArray() && value.asArray().size() == size;
    }

    @Override
    public boolean ofElementsToo() {
      return false;
    }
  }

  /** Some element passes every test. */
  record SomeElement(ImmutableList<ValueTest> tests, ImmutableList<ValueTest> refuted)
      implements ValueTest {
    @Override
    public boolean test(@Nullable BsonValue value) {
      return value != null
          && value.isArray()
          && value.asArray().stream()
              .anyMatch(element ->
                  tests.stream().allMatch(test -> test.test(element))
                      && refuted.stream().noneMatch(test -> test.test(element)));
    }

    @Override
    public boolean ofElementsToo() {
      return false;
    }
  }

  /** Some element is a document that matches. */
  record SomeDocument(Condition condition) implements ValueTest {
    @Override
    public boolean test(@Nullable BsonValue value) {
      return value != null
          && value.isArray()
          && value.asArray().stream()
              .anyMatch(element -> element.isDocument() && condition.matches(element.asDocument()));
    }

    @Override
    public boolean ofElementsToo() {
      return false;
    }
  }
}
