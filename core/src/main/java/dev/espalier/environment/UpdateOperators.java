package dev.espalier.environment;

import com.google.common.collect.ImmutableSet;
import dev.espalier.app.DataAccess.DataException;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What MongoDB can be told to do to the documents that an update matches. */
final class UpdateOperators {
  private static final ImmutableSet<String> KNOWN =
      ImmutableSet.of(
          "$set",
          "$setOnInsert",
          "$unset",
          "$inc",
          "$mul",
          "$min",
          "$max",
          "$rename",
          "$push",
          "$addToSet",
          "$pull",
          "$pullAll",
          "$pop",
          "$bit",
          "$currentDate");

  /** An index so large that an array would be filled up with millions of nulls. */
  private static final Pattern FAR_INDEX = Pattern.compile("(?:.*\\.)?0*[1-9][0-9]{5,}(?:\\..*)?");

  private UpdateOperators() {}

  /**
   * Checks an update.
   *
   * @throws DataException saying what to write instead
   */
  static void check(JsonNode update) throws DataException {
    if (!update.isObject() || update.isEmpty()) {
      throw invalid("an update is an object of update operators; got " + update);
    }
    for (Map.Entry<String, JsonNode> each : update.properties()) {
      String operator = each.getKey();
      if (!KNOWN.contains(operator)) {
        throw invalid("there is no update operator " + operator);
      }
      if (!each.getValue().isObject()) {
        throw invalid(operator + " needs an object of fields; got " + each.getValue());
      }
      for (String path : each.getValue().propertyNames()) {
        if (FAR_INDEX.matcher(path).matches()) {
          throw invalid(
              "%s: %s names an element too far behind the others".formatted(operator, path));
        }
      }
    }
  }

  private static DataException invalid(String what) {
    return DataException.badRequest(
        "%s; write e.g. {\"$set\": {\"done\": true}}, with %s"
            .formatted(what, String.join(", ", KNOWN)));
  }
}
