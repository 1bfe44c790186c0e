package dev.espalier.fx.database;

import dev.espalier.fx.words.Brief;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A field's value in one line: texts without quotes, users by their names. */
final class FieldText {
  private static final int LONGEST = 120;

  private FieldText() {}

  /**
   * @param users what stands for users in the database, and their names
   */
  static String of(JsonNode value, Map<String, String> users) {
    if (value.isMissingNode()) {
      return "";
    }
    if (!value.isString() || value.stringValue().startsWith("ObjectId(")) {
      return Brief.of(value, LONGEST);
    }
    String user = users.get(value.stringValue());
    return user == null ? value.stringValue() : "@" + user;
  }
}
