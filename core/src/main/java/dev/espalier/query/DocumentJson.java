package dev.espalier.query;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Documents as apps write them: plain JSON in which an id is the text {@code ObjectId(24 hex
 * digits)}. Whole numbers stay whole and fractions stay fractions, 1.0 among them.
 */
public final class DocumentJson {
  private static final Pattern OBJECT_ID = Pattern.compile("ObjectId\\(([0-9a-fA-F]{24})\\)");

  /** Levels of objects and arrays in one another; MongoDB's own limit. */
  private static final int DEEPEST = 100;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DocumentJson() {}

  /** The id that a text stands for, if it is one. */
  public static Optional<ObjectId> objectId(String text) {
    Matcher id = OBJECT_ID.matcher(text);
    return id.matches() ? Optional.of(new ObjectId(id.group(1))) : Optional.empty();
  }

  public static String text(ObjectId id) {
    return "ObjectId(" + id.toHexString() + ")";
  }

  /**
   * A JSON object as a document.
   *
   * @throws IllegalArgumentException when it is no object, or BSON cannot hold what is in it; the
   *     message says what
   */
  public static BsonDocument toDocument(JsonNode object) {
    return new Reading(true).document(object);
  }

  /** The same, but a text that looks like an id stays a text. */
  public static BsonDocument toDocumentOfTexts(JsonNode object) {
    return new Reading(false).document(object);
  }

  public static BsonValue toBson(JsonNode node) {
    return new Reading(true).value(node);
  }

  /** One value being read. */
  private static final class Reading {
    private final boolean ids;
    private int depth;

    Reading(boolean ids) {
      this.ids = ids;
    }

    BsonDocument document(JsonNode object) {
      if (!object.isObject()) {
        throw new IllegalArgumentException("a document is an object; got " + object);
      }
      enter();
      BsonDocument document = new BsonDocument();
      object
          .properties()
          .forEach(field -> document.put(name(field.getKey()), value(field.getValue())));
      depth--;
      return document;
    }

    private void enter() {
      if (++depth > DEEPEST) {
        throw new IllegalArgumentException(
            "a document is nested deeper than %d levels".formatted(DEEPEST));
      }
    }

    BsonValue value(JsonNode node) {
      return switch (node.getNodeType()) {
        case OBJECT -> document(node);
        case ARRAY -> array(node);
        case STRING -> text(node.stringValue());
        case NUMBER -> number(node);
        case BOOLEAN -> BsonBoolean.valueOf(node.booleanValue());
        default -> BsonNull.VALUE;
      };
    }

    private BsonArray array(JsonNode node) {
      enter();
      BsonArray array = new BsonArray(node.valueStream().map(this::value).toList());
      depth--;
      return array;
    }

    private BsonValue text(String text) {
      return ids
          ? objectId(text)
              .<BsonValue>map(BsonObjectId::new)
              .orElseGet(() -> new BsonString(whole(text)))
          : new BsonString(whole(text));
    }

    private static String name(String name) {
      if (name.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("the name of a field contains NUL");
      }
      if (name.chars().filter(c -> c == '.').count() >= DEEPEST) {
        throw new IllegalArgumentException(
            "the name of a field has more than %d parts: %s…"
                .formatted(DEEPEST, name.substring(0, 20)));
      }
      return whole(name);
    }

    private static String whole(String text) {
      if (text.chars().anyMatch(c -> Character.isSurrogate((char) c))
          && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw new IllegalArgumentException("a text contains half of a surrogate pair");
      }
      return text;
    }

    private static BsonValue number(JsonNode node) {
      if (!node.isIntegralNumber()) {
        return fraction(node);
      }
      if (node.canConvertToInt()) {
        return new BsonInt32(node.intValue());
      }
      if (node.canConvertToLong()) {
        return new BsonInt64(node.longValue());
      }
      try {
        return new BsonDecimal128(new Decimal128(new BigDecimal(node.bigIntegerValue())));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("a number has more than 34 digits: " + node, e);
      }
    }

    private static BsonValue fraction(JsonNode node) {
      double fraction = node.doubleValue();
      if (Double.isInfinite(fraction)) {
        throw new IllegalArgumentException("a number is larger than 1.8e308");
      }
      return new BsonDouble(fraction);
    }
  }

  /**
   * JSON has fewer kinds than BSON: dates become ISO-8601, binary data base64, others their text.
   */
  public static JsonNode toJson(BsonValue value) {
    return switch (value.getBsonType()) {
      case DOCUMENT -> {
        ObjectNode object = JSON.objectNode();
        value.asDocument().forEach((key, field) -> object.set(key, toJson(field)));
        yield object;
      }
      case ARRAY -> {
        ArrayNode array = JSON.arrayNode();
        value.asArray().forEach(element -> array.add(toJson(element)));
        yield array;
      }
      case STRING -> JSON.stringNode(value.asString().getValue());
      case OBJECT_ID -> JSON.stringNode(text(value.asObjectId().getValue()));
      case INT32 -> JSON.numberNode(value.asInt32().getValue());
      case INT64 -> whole(value.asInt64().getValue());
      case DOUBLE -> JSON.numberNode(value.asDouble().getValue());
      case DECIMAL128 -> JSON.stringNode(value.asDecimal128().getValue().toString());
      case BOOLEAN -> JSON.booleanNode(value.asBoolean().getValue());
      case DATE_TIME ->
          JSON.stringNode(Instant.ofEpochMilli(value.asDateTime().getValue()).toString());
      case BINARY ->
          JSON.stringNode(Base64.getEncoder().encodeToString(value.asBinary().getData()));
      case NULL, UNDEFINED -> JSON.nullNode();
      default -> JSON.stringNode(value.toString());
    };
  }

  /** In the type that reading the same number from JSON text gives. */
  private static JsonNode whole(long value) {
    return value == (int) value ? JSON.numberNode((int) value) : JSON.numberNode(value);
  }
}
