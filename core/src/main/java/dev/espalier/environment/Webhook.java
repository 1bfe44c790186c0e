package dev.espalier.environment;

import dev.espalier.app.App;
import dev.espalier.app.DataAccess.DataException;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A listener that an app wants run whenever somebody outside posts to an address.
 *
 * @param uuid the secret part of the address
 * @param props what the listener is given, an object
 * @param user who had it made; none when no user did
 */
public record Webhook(String uuid, String listener, JsonNode props, @Nullable String user) {

  /** A new one, as an app writes it. */
  static Webhook read(String uuid, JsonNode written, @Nullable String user) throws DataException {
    return new Webhook(
        uuid, RegisteredListener.name(written), RegisteredListener.props(written), user);
  }

  /**
   * What it has the app run.
   *
   * @param event what was posted
   */
  public App.ListenerRequest request(JsonNode event) {
    return new App.ListenerRequest(listener, props, event);
  }

  /** What an app is told of it. */
  JsonNode toJson(String environment) {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    told.put("uuid", uuid).put("listener", listener);
    told.set("props", props);
    return told.put("environment_id", environment).put("user_id", user);
  }

  /** As it is kept; props as text, which keeps whatever BSON would not. */
  BsonDocument toBson() {
    BsonDocument kept =
        new BsonDocument("_id", new BsonString(uuid))
            .append("listener", new BsonString(listener))
            .append("props", new BsonString(props.toString()));
    return user == null ? kept : kept.append("user", new BsonString(user));
  }

  static Webhook ofBson(BsonDocument kept) {
    BsonValue user = kept.get("user");
    return new Webhook(
        kept.getString("_id").getValue(),
        kept.getString("listener").getValue(),
        JsonMapper.shared().readTree(kept.getString("props").getValue()),
        user == null ? null : user.asString().getValue());
  }
}
