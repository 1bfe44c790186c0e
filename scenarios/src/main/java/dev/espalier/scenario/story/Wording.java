package dev.espalier.scenario.story;

import com.google.common.collect.ImmutableMap;
import dev.espalier.query.DocumentJson;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bson.BsonValue;
import tools.jackson.databind.JsonNode;

/**
 * Values as people like to read them: keys without quotes, users by their names, long ids by their
 * last digits.
 */
public final class Wording {
  private static final Pattern QUOTED_KEY = Pattern.compile("\"([\\w$.]+)\"\\s*:\\s*");
  private static final Pattern EXTENDED_ID =
      Pattern.compile("\\{\\s*\"?\\$oid\"?\\s*:\\s*\"([0-9a-f]{24})\"\\s*}");
  private static final Pattern OBJECT_ID =
      Pattern.compile("\"?ObjectId\\([0-9a-f]{20}([0-9a-f]{4})\\)\"?");
  private static final Pattern COMMA = Pattern.compile(",(?=\\S)");

  private final ImmutableMap<String, String> users;
  private final int longest;

  /**
   * @param users by what the app knows them as, their names
   * @param longest how many characters of a value are shown
   */
  public Wording(Map<String, String> users, int longest) {
    this.users = ImmutableMap.copyOf(users);
    this.longest = longest;
  }

  public String value(BsonValue value) {
    return value(DocumentJson.toJson(value));
  }

  public String value(JsonNode value) {
    return shortened(text(COMMA.matcher(value.toString()).replaceAll(", ")));
  }

  /** The name of a process or the like, in which values stand. */
  public String text(String text) {
    String readable = EXTENDED_ID.matcher(text).replaceAll("ObjectId($1)");
    readable = OBJECT_ID.matcher(readable).replaceAll(Wording::shortId);
    readable = QUOTED_KEY.matcher(readable).replaceAll("$1: ");
    for (Map.Entry<String, String> user : users.entrySet()) {
      readable = readable.replace(user.getKey(), "@" + user.getValue());
    }
    return readable;
  }

  private static String shortId(MatchResult id) {
    return "ObjectId(…" + id.group(1) + ")";
  }

  public String shortened(String text) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
