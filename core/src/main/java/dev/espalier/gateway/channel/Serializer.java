package dev.espalier.gateway.channel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How frames are written: Phoenix's two versions, which clients choose by {@code vsn}. */
enum Serializer {
  /** {@code {"topic", "event", "payload", "ref", "join_ref"}}, of old clients. */
  V1("an object {\"topic\", \"event\", \"payload\", \"ref\", \"join_ref\"}") {
    @Override
    Frame read(JsonNode json) throws MalformedFrameException {
      if (!json.isObject()) {
        throw malformed(json);
      }
      return frame(
          json.path("join_ref"),
          json.path("ref"),
          json.path("topic"),
          json.path("event"),
          json.path("payload"));
    }

    @Override
    JsonNode write(Frame frame) {
      return JSON.objectNode()
          .put("topic", frame.topic())
          .put("event", frame.event())
          .put("ref", frame.ref())
          .put("join_ref", frame.joinRef())
          .set("payload", frame.payload());
    }
  },

  /** {@code [join_ref, ref, topic, event, payload]}. */
  V2("an array [join_ref, ref, topic, event, payload]") {
    @Override
    Frame read(JsonNode json) throws MalformedFrameException {
      if (!json.isArray() || json.size() != LENGTH) {
        throw malformed(json);
      }
      return frame(json.get(0), json.get(1), json.get(2), json.get(3), json.get(4));
    }

    @Override
    JsonNode write(Frame frame) {
      ArrayNode array = JSON.arrayNode(LENGTH);
      array.add(frame.joinRef()).add(frame.ref()).add(frame.topic()).add(frame.event());
      return array.add(frame.payload());
    }
  };

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int LENGTH = 5;
  private static final int QUOTED = 60;

  private final String form;

  Serializer(String form) {
    this.form = form;
  }

  /** The one for what a client sends as {@code vsn}; without it the first. */
  static Optional<Serializer> of(@Nullable String version) {
    if (version == null || version.startsWith("1.0.")) {
      return Optional.of(V1);
    }
    return version.startsWith("2.0.") ? Optional.of(V2) : Optional.empty();
  }

  abstract Frame read(JsonNode json) throws MalformedFrameException;

  abstract JsonNode write(Frame frame);

  Frame decode(String text) throws MalformedFrameException {
    JsonNode json;
    try {
      json = JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      throw new MalformedFrameException("a frame is JSON: " + e.getOriginalMessage());
    }
    return read(json);
  }

  String encode(Frame frame) {
    return write(frame).toString();
  }

  MalformedFrameException malformed(JsonNode json) {
    String text = json.toString();
    return new MalformedFrameException(
        "a frame is %s; got %s"
            .formatted(form, text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…"));
  }

  private static Frame frame(
      JsonNode joinRef, JsonNode ref, JsonNode topic, JsonNode event, JsonNode payload)
      throws MalformedFrameException {
    if (!topic.isString() || !event.isString()) {
      throw new MalformedFrameException("a frame's topic and event are strings");
    }
    return new Frame(
        reference(joinRef),
        reference(ref),
        topic.stringValue(),
        event.stringValue(),
        body(payload));
  }

  private static @Nullable String reference(JsonNode written) throws MalformedFrameException {
    if (written.isMissingNode() || written.isNull()) {
      return null;
    }
    if (!written.isString()) {
      throw new MalformedFrameException("a frame's ref and join_ref are strings or null");
    }
    return written.stringValue();
  }

  private static ObjectNode body(JsonNode written) throws MalformedFrameException {
    if (written.isMissingNode() || written.isNull()) {
      return JSON.objectNode();
    }
    if (!(written instanceof ObjectNode object)) {
      throw new MalformedFrameException("a frame's payload is an object");
    }
    return object;
  }
}
