package dev.espalier.query;

import com.google.common.collect.ImmutableMap;
import dev.espalier.trace.Traceable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Which fields of a document are kept, as in MongoDB's {@code find}: either those named, with
 * {@code _id} unless it is refused, or all but those named.
 */
public final class Projection implements Traceable {
  /** Documents stay as they are. */
  public static final Projection ALL =
      new Projection(new BsonDocument(), ImmutableMap.of(), false, true);

  private final BsonDocument source;
  private final Map<String, Object> fields;
  private final boolean including;
  private final boolean keepsId;

  /**
   * @param fields by name: true, or what is named beneath it
   */
  private Projection(
      BsonDocument source, Map<String, Object> fields, boolean including, boolean keepsId) {
    this.source = source;
    this.fields = fields;
    this.including = including;
    this.keepsId = keepsId;
  }

  /**
   * Reads a projection.
   *
   * @throws InvalidQueryException when it mixes what to keep with what to leave out, or holds
   *     anything but 0, 1, true and false
   */
  public static Projection parse(BsonDocument written) throws InvalidQueryException {
    Map<String, Object> fields = new LinkedHashMap<>();
    Boolean including = null;
    boolean keepsId = true;
    for (Map.Entry<String, BsonValue> entry : written.entrySet()) {
      boolean keep = keeps(entry.getKey(), entry.getValue());
      if (entry.getKey().equals("_id") && written.size() > 1) {
        keepsId = keep;
        continue;
      }
      if (including != null && including != keep) {
        throw new InvalidQueryException(
            "projection: %s cannot be %s where other fields are %s"
                .formatted(
                    entry.getKey(), keep ? "kept" : "left out", including ? "kept" : "left out"));
      }
      including = keep;
      put(fields, entry.getKey());
    }
    return new Projection(
        written, ImmutableMap.copyOf(fields), including != null && including, keepsId);
  }

  private static boolean keeps(String key, BsonValue value) throws InvalidQueryException {
    if (value.isBoolean()) {
      return value.asBoolean().getValue();
    }
    if (value.isNumber()) {
      return value.asNumber().doubleValue() != 0;
    }
    throw new InvalidQueryException(
        "projection: %s must be true or false (or 1 or 0); got %s".formatted(key, value));
  }

  @SuppressWarnings("unchecked") // what is beneath a field is such a map or true
  private static void put(Map<String, Object> fields, String path) throws InvalidQueryException {
    int dot = path.indexOf('.');
    if (dot < 0) {
      fields.put(path, true);
      return;
    }
    Object inner = fields.computeIfAbsent(path.substring(0, dot), _ -> new LinkedHashMap<>());
    if (!(inner instanceof Map<?, ?>)) {
      throw new InvalidQueryException("projection: %s collides with its parent".formatted(path));
    }
    put((Map<String, Object>) inner, path.substring(dot + 1));
  }

  @Override
  public Object traced() {
    return source;
  }

  /** Whether documents stay as they are. */
  public boolean wholeDocument() {
    return fields.isEmpty() && keepsId;
  }

  public BsonDocument apply(BsonDocument document) {
    if (wholeDocument()) {
      return document;
    }
    BsonDocument projected = project(document, fields);
    if (including && keepsId && document.containsKey("_id")) {
      BsonDocument withId = new BsonDocument("_id", document.get("_id"));
      withId.putAll(projected);
      return withId;
    }
    if (!keepsId) {
      projected.remove("_id");
    }
    return projected;
  }

  private BsonDocument project(BsonDocument document, Map<?, ?> named) {
    BsonDocument projected = new BsonDocument();
    document.forEach((key, value) -> {
      Object beneath = named.get(key);
      if (beneath instanceof Map<?, ?> inner) {
        if (value.isDocument() || value.isArray()) {
          projected.put(key, projectInto(value, inner));
        } else if (!including) {
          projected.put(key, value);
        }
      } else if ((beneath != null) == including) {
        projected.put(key, value);
      }
    });
    return projected;
  }

  private BsonValue projectInto(BsonValue value, Map<?, ?> inner) {
    if (value.isDocument()) {
      return project(value.asDocument(), inner);
    }
    BsonArray projected = new BsonArray();
    for (BsonValue element : value.asArray()) {
      if (element.isDocument() || element.isArray()) {
        projected.add(projectInto(element, inner));
      } else if (!including) {
        projected.add(element);
      }
    }
    return projected;
  }
}
