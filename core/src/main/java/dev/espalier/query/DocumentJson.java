package dev.espalier.query;

import java.math.BigDecimal;
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
   * @throws IllegalArgumentException when it is no object, or a number in it is too large for BSON
   */
  public static BsonDocument toDocument(JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("a document is an object; got " + object);
    }
    BsonDocument document = new BsonDocument();
    object.properties().forEach(field -> document.put(field.getKey(), toBson(field.getValue())));
    return document;
  }

  public static BsonValue toBson(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> toDocument(node);
      case ARRAY -> new BsonArray(node.valueStream().map(DocumentJson::toBson).toList());
      case STRING ->
          objectId(node.stringValue())
              .<BsonValue>map(BsonObjectId::new)
              .orElseGet(() -> new BsonString(node.stringValue()));
      case NUMBER -> number(node);
      case BOOLEAN -> BsonBoolean.valueOf(node.booleanValue());
      default -> BsonNull.VALUE;
    };
  }

  private static BsonValue number(JsonNode node) {
    if (!node.isIntegralNumber()) {
      return new BsonDouble(node.doubleValue());
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
