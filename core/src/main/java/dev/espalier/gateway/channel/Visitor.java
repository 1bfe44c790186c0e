package dev.espalier.gateway.channel;

import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client tells of itself when it connects.
 *
 * @param app the name of the app that it wants
 * @param user none for a guest
 * @param context an object that views may be told of
 * @param returning what it was given with the session that it wants back
 */
record Visitor(
    @Nullable String app, @Nullable String user, ObjectNode context, @Nullable String returning) {
  private static final Pattern NESTED = Pattern.compile("context((?:\\[[^\\[\\]]*\\]){1,8})");
  private static final Splitter KEYS = Splitter.on("][");
  private static final int TOKEN_DIGITS = 16;

  /**
   * Reads the parameters of a connection: {@code app}, {@code userId} or {@code token}, {@code
   * session}, and {@code context}, as JSON or as Phoenix writes objects: {@code context[a][b]=c}.
   * Nobody checks tokens here; the same one is the same user.
   */
  static Visitor of(Map<String, List<String>> parameters) {
    String token = first(parameters, "token");
    String user = first(parameters, "userId");
    return new Visitor(
        first(parameters, "app"),
        user != null || token == null ? user : "token-" + hash(token),
        context(parameters),
        first(parameters, "session"));
  }

  /** With what the oldest clients tell when they join {@code app}. */
  Visitor joining(JsonNode payload) {
    return new Visitor(
        payload.path("app").isString() ? payload.path("app").stringValue() : app,
        user,
        payload.path("context") instanceof ObjectNode told ? told : context,
        returning);
  }

  /**
   * Whether both tell the same of themselves, and it is a user: guests are told apart by nothing.
   */
  boolean isSameUser(Visitor other) {
    return user != null
        && user.equals(other.user)
        && String.valueOf(app).equals(String.valueOf(other.app))
        && context.equals(other.context);
  }

  private static @Nullable String first(Map<String, List<String>> parameters, String name) {
    return parameters.getOrDefault(name, List.of()).stream()
        .filter(value -> !value.isBlank())
        .findFirst()
        .orElse(null);
  }

  private static String hash(String token) {
    return Hashing.sha256()
        .hashString(token, StandardCharsets.UTF_8)
        .toString()
        .substring(0, TOKEN_DIGITS);
  }

  private static ObjectNode context(Map<String, List<String>> parameters) {
    ObjectNode context = whole(first(parameters, "context"));
    parameters.forEach((name, values) -> {
      Matcher nested = NESTED.matcher(name);
      if (nested.matches() && !values.isEmpty()) {
        String path = nested.group(1);
        put(context, KEYS.splitToList(path.substring(1, path.length() - 1)), values.getFirst());
      }
    });
    return context;
  }

  private static ObjectNode whole(@Nullable String text) {
    try {
      JsonNode json = JsonMapper.shared().readTree(text == null ? "{}" : text);
      return json instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    } catch (JacksonException _) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  private static void put(ObjectNode object, List<String> path, String value) {
    ObjectNode at = object;
    for (String key : path.subList(0, path.size() - 1)) {
      at = at.get(key) instanceof ObjectNode inner ? inner : at.putObject(key);
    }
    at.put(path.getLast(), value);
  }
}
