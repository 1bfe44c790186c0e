package dev.espalier.fx.words;

import dev.espalier.environment.Change;
import dev.espalier.otp.Address;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Group;
import dev.espalier.query.DocumentJson;
import dev.espalier.trace.Traceable;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Values in one short line. However large a value is, no more is looked at than is shown. */
public final class Brief {
  private static final Pattern OBJECT_ID =
      Pattern.compile("ObjectId\\([0-9a-fA-F]{20}([0-9a-fA-F]{4})\\)");

  private final StringBuilder line = new StringBuilder();
  private final Function<Address, String> names;
  private final int longest;

  private Brief(Function<Address, String> names, int longest) {
    this.names = names;
    this.longest = longest;
  }

  /** A value, e.g. {@code {user: "global", count: 1}}, with what it refers to by pid as it is. */
  public static String of(@Nullable Object value, int longest) {
    return of(value, Address::toString, longest);
  }

  /**
   * @param names what processes are called
   * @param longest how many characters at most; what is left out is {@code …}
   */
  public static String of(@Nullable Object value, Function<Address, String> names, int longest) {
    Brief brief = new Brief(names, longest);
    brief.add(value);
    return brief.line.length() <= longest
        ? brief.line.toString()
        : brief.line.substring(0, Math.max(0, longest - 1)) + "…";
  }

  /** A record by what is in it, without its own name; others as they are. */
  public static String content(Object value, Function<Address, String> names, int longest) {
    if (value instanceof Change || !(value instanceof Record record)) {
      return of(value, names, longest);
    }
    Brief brief = new Brief(names, longest);
    brief.components(record);
    return brief.line.length() <= longest
        ? brief.line.toString()
        : brief.line.substring(0, longest - 1) + "…";
  }

  private boolean isFull() {
    return line.length() > longest;
  }

  private void add(@Nullable Object value) {
    switch (value) {
      case null -> line.append("none");
      case Optional<?> optional -> add(optional.orElse(null));
      case Traceable traceable -> add(traceable.traced());
      case Address address -> line.append(names.apply(address));
      case Group group -> line.append(group);
      case ExitReason reason -> line.append(reason);
      case JsonNode json -> json(json);
      case BsonDocument document -> fields(document.entrySet().iterator());
      case BsonArray array -> elements(array.iterator());
      case BsonTimestamp time -> line.append(TimeWords.of(time));
      case BsonValue bson -> json(DocumentJson.toJson(bson));
      case Map<?, ?> map -> fields(map.entrySet().iterator());
      case Collection<?> collection -> elements(collection.iterator());
      case Change.Put(String operation, String collection, BsonDocument document) -> {
        line.append(operation).append(' ').append(collection).append(' ');
        add(document);
      }
      case Change.Removed(String collection, BsonValue id) -> {
        line.append("delete ").append(collection).append(' ');
        add(id);
      }
      case Change.Replaced(String collection) -> line.append("drop ").append(collection);
      case Change change -> add(change.events());
      case Record record -> {
        line.append(record.getClass().getSimpleName()).append('(');
        components(record);
        line.append(')');
      }
      case String text -> quoted(text);
      default -> line.append(StateNode.plain(value));
    }
  }

  private void json(JsonNode json) {
    if (json.isObject()) {
      fields(json.properties().iterator());
    } else if (json.isArray()) {
      elements(json.iterator());
    } else if (json.isString()) {
      quoted(json.stringValue());
    } else {
      line.append(json);
    }
  }

  private void quoted(String text) {
    var id = OBJECT_ID.matcher(text);
    if (id.matches()) {
      line.append("ObjectId(…").append(id.group(1)).append(')');
    } else {
      line.append('"').append(text, 0, Math.min(text.length(), longest)).append('"');
    }
  }

  private <K, V> void fields(Iterator<Map.Entry<K, V>> fields) {
    line.append('{');
    for (String separator = ""; fields.hasNext() && !isFull(); separator = ", ") {
      Map.Entry<K, V> field = fields.next();
      line.append(separator);
      line.append(
          field.getKey() instanceof Address address
              ? names.apply(address)
              : String.valueOf(field.getKey()));
      line.append(": ");
      add(field.getValue());
    }
    line.append('}');
  }

  private void elements(Iterator<?> elements) {
    line.append('[');
    for (String separator = ""; elements.hasNext() && !isFull(); separator = ", ") {
      line.append(separator);
      add(elements.next());
    }
    line.append(']');
  }

  private void components(Record record) {
    String separator = "";
    for (Map.Entry<String, @Nullable Object> component : StateNode.components(record).entrySet()) {
      if (isFull()) {
        return;
      }
      line.append(separator);
      add(component.getValue());
      separator = ", ";
    }
  }
}
