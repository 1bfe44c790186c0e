package dev.espalier.query;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonNumber;
import org.bson.BsonRegularExpression;
import org.bson.BsonType;
import org.bson.BsonValue;

/**
 * MongoDB's comparison order of BSON values (manual, "Comparison/Sort Order"): first by kind, all
 * numbers being of one kind, then by value.
 */
public final class BsonOrder implements Comparator<BsonValue> {

  /** Values of different brackets never match one another's comparisons. */
  static int bracket(BsonType type) {
    return switch (type) {
      case MIN_KEY -> 0;
      case UNDEFINED -> 1;
      case NULL -> 2;
      case INT32, INT64, DOUBLE, DECIMAL128 -> 3;
      case STRING, SYMBOL -> 4;
      case DOCUMENT -> 5;
      case ARRAY -> 6;
      case BINARY -> 7;
      case OBJECT_ID -> 8;
      case BOOLEAN -> 9;
      case DATE_TIME -> 10;
      case TIMESTAMP -> 11;
      case REGULAR_EXPRESSION -> 12;
      case DB_POINTER -> 13;
      case JAVASCRIPT -> 14;
      case JAVASCRIPT_WITH_SCOPE -> 15;
      case MAX_KEY, END_OF_DOCUMENT -> 16;
    };
  }

  @Override
  public int compare(BsonValue one, BsonValue other) {
    int byBracket = Integer.compare(bracket(one.getBsonType()), bracket(other.getBsonType()));
    return byBracket != 0 ? byBracket : withinBracket(one, other);
  }

  private int withinBracket(BsonValue one, BsonValue other) {
    return switch (one.getBsonType()) {
      case INT32, INT64, DOUBLE, DECIMAL128 -> numbers(one, other);
      case STRING, SYMBOL -> text(one).compareTo(text(other));
      case DOCUMENT -> documents(one.asDocument(), other.asDocument());
      case ARRAY -> arrays(one.asArray(), other.asArray());
      case BINARY -> binaries(one.asBinary(), other.asBinary());
      case OBJECT_ID -> one.asObjectId().compareTo(other.asObjectId());
      case BOOLEAN -> one.asBoolean().compareTo(other.asBoolean());
      case DATE_TIME -> one.asDateTime().compareTo(other.asDateTime());
      case TIMESTAMP -> one.asTimestamp().compareTo(other.asTimestamp());
      case REGULAR_EXPRESSION ->
          expressions(one.asRegularExpression(), other.asRegularExpression());
      default -> one.toString().compareTo(other.toString());
    };
  }

  private static String text(BsonValue value) {
    return value.isString() ? value.asString().getValue() : value.asSymbol().getSymbol();
  }

  private static int numbers(BsonValue one, BsonValue other) {
    if (isWhole(one) && isWhole(other)) {
      return Long.compare(one.asNumber().longValue(), other.asNumber().longValue());
    }
    double left = approximate(one);
    double right = approximate(other);
    if (Double.isNaN(left) || Double.isNaN(right)) {
      return Boolean.compare(!Double.isNaN(left), !Double.isNaN(right));
    }
    if (Double.isInfinite(left) || Double.isInfinite(right)) {
      return Double.compare(left, right);
    }
    return exact(one).compareTo(exact(other));
  }

  private static boolean isWhole(BsonValue number) {
    return number.isInt32() || number.isInt64();
  }

  private static double approximate(BsonValue number) {
    if (number instanceof BsonDecimal128 decimal) {
      return decimal.getValue().isNaN() ? Double.NaN : decimal.getValue().doubleValue();
    }
    return ((BsonNumber) number).doubleValue();
  }

  private static BigDecimal exact(BsonValue number) {
    return switch (number.getBsonType()) {
      case DOUBLE -> new BigDecimal(number.asDouble().getValue());
      // By its text, since bigDecimalValue refuses negative zero.
      case DECIMAL128 -> new BigDecimal(number.asDecimal128().getValue().toString());
      default -> BigDecimal.valueOf(number.asNumber().longValue());
    };
  }

  private int documents(BsonDocument one, BsonDocument other) {
    Iterator<Map.Entry<String, BsonValue>> left = one.entrySet().iterator();
    Iterator<Map.Entry<String, BsonValue>> right = other.entrySet().iterator();
    while (left.hasNext() && right.hasNext()) {
      Map.Entry<String, BsonValue> a = left.next();
      Map.Entry<String, BsonValue> b = right.next();
      int order =
          Integer.compare(bracket(a.getValue().getBsonType()), bracket(b.getValue().getBsonType()));
      order = order != 0 ? order : a.getKey().compareTo(b.getKey());
      order = order != 0 ? order : compare(a.getValue(), b.getValue());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(left.hasNext(), right.hasNext());
  }

  private int arrays(BsonArray one, BsonArray other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order = compare(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  private static int binaries(BsonBinary one, BsonBinary other) {
    int order = Integer.compare(one.getData().length, other.getData().length);
    order = order != 0 ? order : Byte.compare(one.getType(), other.getType());
    return order != 0 ? order : Arrays.compareUnsigned(one.getData(), other.getData());
  }

  private static int expressions(BsonRegularExpression one, BsonRegularExpression other) {
    int order = one.getPattern().compareTo(other.getPattern());
    return order != 0 ? order : one.getOptions().compareTo(other.getOptions());
  }
}
