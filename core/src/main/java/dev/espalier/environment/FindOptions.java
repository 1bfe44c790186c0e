package dev.espalier.environment;

import com.google.common.base.Splitter;
import dev.espalier.app.DataAccess.DataException;
import dev.espalier.query.DocumentJson;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import tools.jackson.databind.JsonNode;

/**
 * Which of the documents that a {@code find} finds are wanted, and in which order.
 *
 * @param limit how many at most; 0 for all
 * @param skip how many are left out before the first
 * @param sort fields, each with 1 or -1; {@code _id} decides what they do not
 */
record FindOptions(int limit, int skip, BsonDocument sort) {
  private static final String EXAMPLE =
      "write e.g. {\"limit\": 10, \"skip\": 20, \"sort\": {\"name\": 1, \"age\": -1}}";

  /** Reads them as an app writes them; null and nothing stand for no options. */
  static FindOptions read(JsonNode written) throws DataException {
    int limit = 0;
    int skip = 0;
    BsonDocument sort = new BsonDocument();
    if (!written.isObject() && !written.isNull() && !written.isMissingNode()) {
      throw invalid("options are an object; got " + written);
    }
    for (Map.Entry<String, JsonNode> option : written.properties()) {
      switch (option.getKey()) {
        case "limit" -> limit = count(option);
        case "skip" -> skip = count(option);
        case "sort" -> sort = order(option.getValue());
        default -> throw invalid("a find has no option " + option.getKey());
      }
    }
    sort.putIfAbsent("_id", new BsonInt32(1));
    return new FindOptions(limit, skip, sort);
  }

  private static int count(Map.Entry<String, JsonNode> option) throws DataException {
    JsonNode count = option.getValue();
    if (!count.isIntegralNumber() || !count.canConvertToInt() || count.intValue() < 0) {
      throw invalid("%s is a whole number from 0; got %s".formatted(option.getKey(), count));
    }
    return count.intValue();
  }

  private static BsonDocument order(JsonNode written) throws DataException {
    if (!written.isObject()) {
      throw invalid("sort is an object; got " + written);
    }
    BsonDocument order = document(written);
    for (Map.Entry<String, JsonNode> field : written.properties()) {
      JsonNode direction = field.getValue();
      if (!direction.isInt() || Math.abs(direction.intValue()) != 1) {
        throw invalid(
            "sort: %s goes up with 1 and down with -1; got %s"
                .formatted(field.getKey(), direction));
      }
      if (!isPath(field.getKey())) {
        throw invalid("sort: \"%s\" is no field".formatted(field.getKey()));
      }
    }
    return order;
  }

  private static BsonDocument document(JsonNode written) throws DataException {
    try {
      return DocumentJson.toDocument(written);
    } catch (IllegalArgumentException e) {
      throw invalid("sort: " + e.getMessage());
    }
  }

  private static boolean isPath(String key) {
    return !key.contains("$") && Splitter.on('.').splitToStream(key).noneMatch(String::isEmpty);
  }

  private static DataException invalid(String what) {
    return DataException.badRequest(what + "; " + EXAMPLE);
  }
}
