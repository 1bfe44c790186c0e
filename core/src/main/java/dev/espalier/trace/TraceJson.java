package dev.espalier.trace;

import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events, messages and states as JSON: a record is an object with its type's name under {@code is}.
 * What has no value of its own, such as a function, is left out, so that nothing of one run's
 * memory gets into a recording.
 */
final class TraceJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TraceJson() {}

  static ObjectNode of(TraceEvent event) {
    ObjectNode json = JSON.objectNode();
    json.put("n", event.number()).put("cause", event.cause()).put("at", event.at().toString());
    return json.setAll((ObjectNode) record((Record) event.event()));
  }

  private static Optional<JsonNode> value(@Nullable Object value) {
    return Optional.ofNullable(
        switch (value) {
          case null -> JSON.nullNode();
          case JsonNode json -> json;
          case Boolean flag -> JSON.booleanNode(flag);
          case Integer number -> JSON.numberNode(number);
          case Long number -> JSON.numberNode(number);
          case Double number -> JSON.numberNode(number);
          case String text -> JSON.stringNode(text);
          case Enum<?> constant -> JSON.stringNode(constant.name());
          case Instant instant -> JSON.stringNode(instant.toString());
          case Duration duration -> JSON.stringNode(duration.toString());
          case Pid pid -> JSON.stringNode(pid.toString());
          case Name name -> JSON.stringNode(name.toString());
          case Group group -> JSON.stringNode(group.toString());
          case ExitReason reason -> JSON.stringNode(reason.toString());
          case BsonDocument document -> JSON.stringNode(document.toJson());
          case BsonValue bson -> JSON.stringNode(bson.toString());
          case Optional<?> optional -> value(optional.orElse(null)).orElse(null);
          case Map<?, ?> map -> map(map);
          case Iterable<?> elements -> elements(elements);
          case Traceable traceable -> value(traceable.traced()).orElse(null);
          case Record record -> record(record);
          default -> null;
        });
  }

  private static JsonNode record(Record record) {
    ObjectNode object = JSON.objectNode();
    object.put("is", record.getClass().getSimpleName());
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      value(component(record, component))
          .ifPresent(value -> object.set(component.getName(), value));
    }
    return object;
  }

  private static @Nullable Object component(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static JsonNode map(Map<?, ?> map) {
    ObjectNode object = JSON.objectNode();
    map.forEach((key, value) ->
        value(value).ifPresent(written -> object.set(String.valueOf(key), written)));
    return object;
  }

  private static JsonNode elements(Iterable<?> elements) {
    ArrayNode array = JSON.arrayNode();
    elements.forEach(element -> value(element).ifPresent(array::add));
    return array;
  }
}
