package dev.espalier.query;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** What a filter asks of a document. */
sealed interface Condition {

  boolean matches(BsonDocument document);

  record All(ImmutableList<Condition> conditions) implements Condition {
    @Override
    public boolean matches(BsonDocument document) {
      return conditions.stream().allMatch(condition -> condition.matches(document));
    }
  }

  record Any(ImmutableList<Condition> conditions) implements Condition {
    @Override
    public boolean matches(BsonDocument document) {
      return conditions.stream().anyMatch(condition -> condition.matches(document));
    }
  }

  record Not(Condition condition) implements Condition {
    @Override
    public boolean matches(BsonDocument document) {
      return !condition.matches(document);
    }
  }

  /** Some value at the path passes the test. */
  record Field(FieldPath path, ValueTest test) implements Condition {
    @Override
    public boolean matches(BsonDocument document) {
      List<@Nullable BsonValue> found = path.in(document);
      for (BsonValue value : found) {
        if (test.test(value) || (test.ofElementsToo() && someElementPasses(value))) {
          return true;
        }
      }
      return false;
    }

    private boolean someElementPasses(@Nullable BsonValue value) {
      return value != null && value.isArray() && value.asArray().stream().anyMatch(test::test);
    }
  }
}
