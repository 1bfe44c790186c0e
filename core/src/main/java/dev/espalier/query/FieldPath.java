package dev.espalier.query;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** A dotted path, followed as MongoDB does: through arrays into each of their documents. */
record FieldPath(String written, List<String> segments) {
  private static final Splitter DOTS = Splitter.on('.');

  static FieldPath of(String written) {
    return new FieldPath(written, DOTS.splitToList(written));
  }

  /** What stands at the path, in every branch; null in a branch where nothing does. */
  List<@Nullable BsonValue> in(BsonDocument document) {
    List<@Nullable BsonValue> found = new ArrayList<>();
    follow(document, 0, found);
    return found;
  }

  /**
   * Every value that an equality finds at the path: what stands there and, where that is an array,
   * its elements too; null where nothing does.
   */
  List<BsonValue> valuesIn(BsonDocument document) {
    List<BsonValue> values = new ArrayList<>();
    for (BsonValue value : in(document)) {
      values.add(value == null ? BsonNull.VALUE : value);
      if (value != null && value.isArray()) {
        values.addAll(value.asArray());
      }
    }
    return values;
  }

  private void follow(BsonValue value, int depth, List<@Nullable BsonValue> found) {
    if (depth == segments.size()) {
      found.add(value);
    } else if (value.isDocument()) {
      BsonValue child = value.asDocument().get(segments.get(depth));
      if (child == null) {
        found.add(null);
      } else {
        follow(child, depth + 1, found);
      }
    } else if (value.isArray()) {
      followElements(value.asArray(), depth, found);
    } else {
      found.add(null);
    }
  }

  private void followElements(BsonArray array, int depth, List<@Nullable BsonValue> found) {
    int index = asIndex(segments.get(depth));
    if (index >= 0 && index < array.size()) {
      follow(array.get(index), depth + 1, found);
    }
    for (BsonValue element : array) {
      if (element.isDocument()) {
        follow(element, depth, found);
      }
    }
  }

  private static int asIndex(String segment) {
    boolean digits = !segment.isEmpty() && segment.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && segment.length() <= 9 ? Integer.parseInt(segment) : -1;
  }
}
