package dev.espalier.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/** Puts the session's values in the place of {@code "@me"} and its like. */
public final class Parameters {
  private static final String IDENTIFIER = "[A-Za-z_$][A-Za-z_$0-9]*";
  private static final Pattern REFERENCE =
      Pattern.compile("@(?:%1$s:)?(?<path>%1$s(?:\\.%1$s)*)".formatted(IDENTIFIER));

  private Parameters() {}

  /**
   * Replaces every string value that is a whole reference such as {@code @me} or {@code @route.id}
   * by what stands at that path of {@code parameters}, null when nothing does. Keys stay. Returns
   * the same instance when there is nothing to replace.
   */
  public static BsonValue substitute(BsonValue value, BsonDocument parameters) {
    return switch (value.getBsonType()) {
      case STRING -> substituteString(value, parameters);
      case ARRAY -> substituteElements(value.asArray(), parameters);
      case DOCUMENT -> substituteFields(value.asDocument(), parameters);
      default -> value;
    };
  }

  private static BsonValue substituteString(BsonValue value, BsonDocument parameters) {
    Matcher reference = REFERENCE.matcher(value.asString().getValue());
    if (!reference.matches()) {
      return value;
    }
    BsonValue found = parameters;
    for (String key : reference.group("path").split("\\.", -1)) {
      found =
          found.isDocument() && found.asDocument().containsKey(key)
              ? found.asDocument().get(key)
              : BsonNull.VALUE;
    }
    return found;
  }

  private static BsonValue substituteElements(BsonArray array, BsonDocument parameters) {
    BsonArray substituted = new BsonArray();
    array.forEach(element -> substituted.add(substitute(element, parameters)));
    return substituted.equals(array) ? array : substituted;
  }

  private static BsonValue substituteFields(BsonDocument document, BsonDocument parameters) {
    BsonDocument substituted = new BsonDocument();
    document.forEach((key, field) -> substituted.put(key, substitute(field, parameters)));
    return substituted.equals(document) ? document : substituted;
  }
}
