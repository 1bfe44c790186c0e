package dev.espalier.fx.words;

import com.google.common.collect.ImmutableList;
import dev.espalier.otp.Address;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Group;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value as a tree that can be opened: records by their components, maps by their keys, JSON and
 * documents by their fields.
 *
 * @param name of the component, key or index; empty at the top
 * @param text what the value is in one line
 */
public record StateNode(String name, String text, ImmutableList<StateNode> children) {

  public static StateNode of(@Nullable Object state) {
    return of("", state);
  }

  private static StateNode of(String name, @Nullable Object value) {
    return switch (value) {
      case null -> leaf(name, "none");
      case Optional<?> optional -> of(name, optional.orElse(null));
      case Address address -> leaf(name, address.toString());
      case Group group -> leaf(name, group.toString());
      case ExitReason reason -> leaf(name, reason.toString());
      case JsonNode json -> json(name, json);
      case BsonDocument document -> map(name, document);
      case BsonTimestamp time ->
          leaf(name, "cluster time %d.%d".formatted(time.getTime(), time.getInc()));
      case BsonValue bson -> leaf(name, bson.toString());
      case Map<?, ?> map -> map(name, map);
      case Collection<?> elements -> collection(name, elements);
      case Record record -> record(name, record);
      case String text -> leaf(name, "“" + text + "”");
      default -> leaf(name, String.valueOf(value));
    };
  }

  private static StateNode leaf(String name, String text) {
    return new StateNode(name, text, ImmutableList.of());
  }

  private static StateNode json(String name, JsonNode json) {
    ImmutableList.Builder<StateNode> children = ImmutableList.builder();
    if (json.isObject()) {
      json.properties().forEach(field -> children.add(of(field.getKey(), field.getValue())));
    } else if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) {
        children.add(of(String.valueOf(i), json.get(i)));
      }
    } else {
      return leaf(name, json.toString());
    }
    return new StateNode(
        name, count(json.size(), json.isObject() ? "field" : "item"), children.build());
  }

  private static StateNode map(String name, Map<?, ?> map) {
    ImmutableList.Builder<StateNode> children = ImmutableList.builder();
    map.forEach((key, value) -> children.add(of(String.valueOf(key), value)));
    return new StateNode(name, count(map.size(), "entry"), children.build());
  }

  private static StateNode collection(String name, Collection<?> elements) {
    ImmutableList.Builder<StateNode> children = ImmutableList.builder();
    int index = 0;
    for (Object element : elements) {
      children.add(of(String.valueOf(index++), element));
    }
    return new StateNode(name, count(elements.size(), "item"), children.build());
  }

  private static StateNode record(String name, Record record) {
    ImmutableList.Builder<StateNode> children = ImmutableList.builder();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      children.add(of(component.getName(), value(record, component)));
    }
    return new StateNode(name, record.getClass().getSimpleName(), children.build());
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static String count(int size, String what) {
    if (size == 0) {
      return "empty";
    }
    String plural = what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
    return size == 1 ? "1 " + what : "%,d %s".formatted(size, plural);
  }

  /** The name and the value in a line. */
  public String line() {
    return name.isEmpty() ? text : name + ": " + text;
  }
}
