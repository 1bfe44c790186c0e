package dev.espalier.gateway.channel;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message of Phoenix's channels, either way.
 *
 * @param joinRef the reference of the join that it belongs to
 * @param ref what a reply to it carries, or what it replies to
 * @param payload from a client, an object
 */
record Frame(
    @Nullable String joinRef, @Nullable String ref, String topic, String event, JsonNode payload) {
  static final String JOIN = "phx_join";
  static final String LEAVE = "phx_leave";
  static final String REPLY = "phx_reply";
  static final String ERROR = "phx_error";
  static final String CLOSE = "phx_close";

  /** A reply that grants what this frame asks for. */
  Frame ok(@Nullable String inJoin, JsonNode response) {
    return reply(inJoin, "ok", response);
  }

  /** A reply that does not. */
  Frame error(@Nullable String inJoin, JsonNode response) {
    return reply(inJoin, "error", response);
  }

  private Frame reply(@Nullable String inJoin, String status, JsonNode response) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode().put("status", status);
    payload.set("response", response);
    return new Frame(inJoin, ref, topic, REPLY, payload);
  }
}
