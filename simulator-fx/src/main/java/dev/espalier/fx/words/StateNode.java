package dev.espalier.fx.words;

import com.google.common.collect.ImmutableList;
import dev.espalier.otp.Address;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Group;
import dev.espalier.query.DocumentJson;
import dev.espalier.trace.Traceable;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value as a tree that can be opened: records by their components, maps by their keys, JSON and
 * documents by their fields. What is inside is looked at only when it is asked for.
 */
public final class StateNode {
  private static final int LONGEST = 72;

  /** So many are shown of what has more. */
  private static final int MOST_CHILDREN = 500;

  private final String name;
  private final String text;
  private final @Nullable Object value;
  private final Function<Address, String> names;
  private @Nullable ImmutableList<StateNode> children;

  private StateNode(
      String name, String text, @Nullable Object value, Function<Address, String> names) {
    this.name = name;
    this.text = text;
    this.value = value;
    this.names = names;
  }

  /** A value, with processes by their pids. */
  public static StateNode of(@Nullable Object value) {
    return of(value, Address::toString);
  }

  /**
   * @param names what processes are called
   */
  public static StateNode of(@Nullable Object value, Function<Address, String> names) {
    return of("", value, names);
  }

  private static StateNode of(
      String name, @Nullable Object value, Function<Address, String> names) {
    Object bare = bare(value);
    return new StateNode(name, text(bare, names), bare, names);
  }

  private static @Nullable Object bare(@Nullable Object value) {
    return switch (value) {
      case Optional<?> optional -> bare(optional.orElse(null));
      case Traceable traceable -> bare(traceable.traced());
      case null, default -> value;
    };
  }

  private static String text(@Nullable Object value, Function<Address, String> names) {
    return switch (value) {
      case null -> "none";
      case Address address -> names.apply(address);
      case Group group -> group.toString();
      case ExitReason reason -> reason.toString();
      case JsonNode json -> json.isString() ? json.toString() : Brief.of(json, names, LONGEST);
      case BsonDocument document -> Brief.of(document, names, LONGEST);
      case BsonTimestamp time -> "time " + TimeWords.of(time);
      case BsonValue bson -> DocumentJson.toJson(bson).toString();
      case Map<?, ?> map -> count(map.size(), "entry", "entries");
      case Collection<?> elements -> count(elements.size(), "item", "items");
      case Record record -> record.getClass().getSimpleName();
      case String string -> "“" + string + "”";
      default -> plain(value);
    };
  }

  /** What has no text of its own is named by what it is. */
  static String plain(Object value) {
    String text = value.toString();
    return text.equals(
            value.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(value)))
        ? value.getClass().getSimpleName()
        : text;
  }

  private static String count(int size, String one, String many) {
    return size == 0 ? "empty" : size == 1 ? "1 " + one : "%,d %s".formatted(size, many);
  }

  /** Of the component, key or index; empty at the top. */
  public String name() {
    return name;
  }

  /** What the value is, in one line. */
  public String text() {
    return text;
  }

  /** The name and the value in a line. */
  public String line() {
    return name.isEmpty() ? text : name + ": " + text;
  }

  /** Whether nothing can be inside, so that it need not be opened to know. */
  public boolean isLeaf() {
    return switch (value) {
      case JsonNode json -> json.isEmpty();
      case Map<?, ?> map -> map.isEmpty();
      case Collection<?> elements -> elements.isEmpty();
      case Address _, Group _, ExitReason _ -> true;
      case Record record -> record.getClass().getRecordComponents().length == 0;
      case null, default -> true;
    };
  }

  /** Whether what is inside has an order and no names of its own. */
  boolean isList() {
    return value instanceof Collection<?> || (value instanceof JsonNode json && json.isArray());
  }

  boolean isSameAs(StateNode other) {
    return text.equals(other.text) && Objects.equals(value, other.value);
  }

  /** What is inside. */
  public ImmutableList<StateNode> children() {
    ImmutableList<StateNode> known = children;
    if (known == null) {
      known = isLeaf() ? ImmutableList.of() : opened();
      children = known;
    }
    return known;
  }

  private ImmutableList<StateNode> opened() {
    return switch (value) {
      case JsonNode json when json.isObject() -> {
        ImmutableList.Builder<StateNode> fields = ImmutableList.builder();
        json.properties().stream()
            .limit(MOST_CHILDREN)
            .forEach(field -> fields.add(of(field.getKey(), field.getValue(), names)));
        yield more(fields, json.size());
      }
      case JsonNode json -> elements(json, json.size());
      case Map<?, ?> map -> {
        ImmutableList.Builder<StateNode> entries = ImmutableList.builder();
        map.entrySet().stream()
            .limit(MOST_CHILDREN)
            .forEach(entry -> entries.add(of(key(entry.getKey()), entry.getValue(), names)));
        yield more(entries, map.size());
      }
      case Collection<?> collection -> elements(collection, collection.size());
      case Record record -> {
        ImmutableList.Builder<StateNode> components = ImmutableList.builder();
        components(record).forEach((key, inside) -> components.add(of(key, inside, names)));
        yield components.build();
      }
      case null, default -> ImmutableList.of();
    };
  }

  private String key(Object key) {
    return key instanceof String string ? string : Brief.of(key, names, LONGEST);
  }

  private ImmutableList<StateNode> elements(Iterable<?> elements, int size) {
    ImmutableList.Builder<StateNode> children = ImmutableList.builder();
    int index = 0;
    for (Object element : elements) {
      if (index == MOST_CHILDREN) {
        break;
      }
      children.add(of(String.valueOf(index++), element, names));
    }
    return more(children, size);
  }

  private ImmutableList<StateNode> more(ImmutableList.Builder<StateNode> shown, int size) {
    if (size > MOST_CHILDREN) {
      shown.add(new StateNode("", "and %,d more".formatted(size - MOST_CHILDREN), null, names));
    }
    return shown.build();
  }

  /** What a record is made of, save what only makes other things. */
  static Map<String, @Nullable Object> components(Record record) {
    Map<String, @Nullable Object> components = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      if (!Supplier.class.isAssignableFrom(component.getType())) {
        components.put(component.getName(), value(record, component));
      }
    }
    return Collections.unmodifiableMap(components);
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
