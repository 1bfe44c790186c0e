package dev.espalier.environment;

import dev.espalier.app.DataAccess.DataException;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The listener and its props in what an app writes to have it run by a cron or a webhook. */
final class RegisteredListener {
  /** The latest dialect's key, then what the guides and older apps write. */
  private static final List<String> KEYS = List.of("listener", "listener_name", "action");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_$][a-zA-Z_.$0-9]{0,199}");

  private RegisteredListener() {}

  static boolean isNamed(JsonNode written) {
    return KEYS.stream().anyMatch(written::has);
  }

  static String name(JsonNode written) throws DataException {
    JsonNode name =
        KEYS.stream()
            .map(written::path)
            .filter(each -> !each.isMissingNode())
            .findFirst()
            .orElse(JsonNodeFactory.instance.missingNode());
    if (!NAME.matcher(name.asString("")).matches()) {
      throw DataException.badRequest(
          "listener is the name of one of the app's listeners, e.g. \"clean\"; got " + name);
    }
    return name.stringValue();
  }

  static JsonNode props(JsonNode written) throws DataException {
    JsonNode props = written.path("props");
    if (props.isMissingNode() || props.isNull()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (!props.isObject()) {
      throw DataException.badRequest("props are an object; got " + props);
    }
    return props;
  }
}
