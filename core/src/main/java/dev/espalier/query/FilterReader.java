package dev.espalier.query;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Reads filters; refuses what MongoDB refuses, naming the path. */
final class FilterReader {
  /** MongoDB's own limit on nested documents. */
  private static final int DEEPEST = 100;

  private static final ImmutableSet<String> OPERATORS =
      ImmutableSet.of(
          "$eq",
          "$ne",
          "$gt",
          "$gte",
          "$lt",
          "$lte",
          "$in",
          "$nin",
          "$all",
          "$not",
          "$exists",
          "$size",
          "$type",
          "$elemMatch",
          "$regex",
          "$options",
          "$mod");

  private static final ImmutableMap<String, ImmutableSet<BsonType>> TYPES =
      ImmutableMap.<String, ImmutableSet<BsonType>>builder()
          .put("double", ImmutableSet.of(BsonType.DOUBLE))
          .put("string", ImmutableSet.of(BsonType.STRING))
          .put("object", ImmutableSet.of(BsonType.DOCUMENT))
          .put("array", ImmutableSet.of(BsonType.ARRAY))
          .put("binData", ImmutableSet.of(BsonType.BINARY))
          .put("objectId", ImmutableSet.of(BsonType.OBJECT_ID))
          .put("bool", ImmutableSet.of(BsonType.BOOLEAN))
          .put("boolean", ImmutableSet.of(BsonType.BOOLEAN))
          .put("date", ImmutableSet.of(BsonType.DATE_TIME))
          .put("null", ImmutableSet.of(BsonType.NULL))
          .put("regex", ImmutableSet.of(BsonType.REGULAR_EXPRESSION))
          .put("int", ImmutableSet.of(BsonType.INT32))
          .put("timestamp", ImmutableSet.of(BsonType.TIMESTAMP))
          .put("long", ImmutableSet.of(BsonType.INT64))
          .put("decimal", ImmutableSet.of(BsonType.DECIMAL128))
          .put(
              "number",
              ImmutableSet.of(BsonType.INT32, BsonType.INT64, BsonType.DOUBLE, BsonType.DECIMAL128))
          .buildOrThrow();

  private int depth;

  Condition read(BsonDocument filter) throws InvalidQueryException {
    if (++depth > DEEPEST) {
      throw new InvalidQueryException("the query is nested deeper than " + DEEPEST + " levels");
    }
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, BsonValue> clause : filter.entrySet()) {
      switch (clause.getKey()) {
        case "$and" -> conditions.add(new Condition.All(branches(clause)));
        case "$or" -> conditions.add(new Condition.Any(branches(clause)));
        case "$nor" -> conditions.add(new Condition.Not(new Condition.Any(branches(clause))));
        case "$comment" -> {}
        default -> conditions.add(field(clause.getKey(), clause.getValue()));
      }
    }
    depth--;
    return new Condition.All(ImmutableList.copyOf(conditions));
  }

  private ImmutableList<Condition> branches(Map.Entry<String, BsonValue> clause)
      throws InvalidQueryException {
    if (!clause.getValue().isArray() || clause.getValue().asArray().isEmpty()) {
      throw new InvalidQueryException(
          "%s needs an array of at least one query".formatted(clause.getKey()));
    }
    ImmutableList.Builder<Condition> branches = ImmutableList.builder();
    for (BsonValue branch : clause.getValue().asArray()) {
      if (!branch.isDocument()) {
        throw new InvalidQueryException(
            "%s needs queries in its array; got %s".formatted(clause.getKey(), branch));
      }
      branches.add(read(branch.asDocument()));
    }
    return branches.build();
  }

  private Condition field(String key, BsonValue value) throws InvalidQueryException {
    if (key.startsWith("$")) {
      throw new InvalidQueryException(
          "unknown operator %s; at the top of a query stand fields, $and, $or and $nor"
              .formatted(key));
    }
    FieldPath path = FieldPath.of(key);
    if (value.isDocument() && isOperators(key, value.asDocument())) {
      return operators(path, value.asDocument());
    }
    return new Condition.Field(path, equal(path, value));
  }

  /** Whether a document holds operators; it may not mix them with fields. */
  private static boolean isOperators(String path, BsonDocument document)
      throws InvalidQueryException {
    long operators = document.keySet().stream().filter(key -> key.startsWith("$")).count();
    if (operators > 0 && operators < document.size()) {
      throw new InvalidQueryException("%s mixes operators with fields".formatted(path));
    }
    return operators > 0;
  }

  private Condition operators(FieldPath path, BsonDocument operators) throws InvalidQueryException {
    if (++depth > DEEPEST) {
      throw new InvalidQueryException("the query is nested deeper than " + DEEPEST + " levels");
    }
    ImmutableList.Builder<Condition> conditions = ImmutableList.builder();
    for (Map.Entry<String, BsonValue> entry : operators.entrySet()) {
      conditions.add(operator(path, entry.getKey(), entry.getValue(), operators));
    }
    depth--;
    return new Condition.All(conditions.build());
  }

  private Condition operator(
      FieldPath path, String operator, BsonValue operand, BsonDocument siblings)
      throws InvalidQueryException {
    return switch (operator) {
      case "$eq" -> new Condition.Field(path, new ValueTest.Equal(operand));
      case "$ne" -> new Condition.Not(new Condition.Field(path, new ValueTest.Equal(operand)));
      case "$gt", "$gte", "$lt", "$lte" ->
          new Condition.Field(path, new ValueTest.Compare(operator, operand));
      case "$in" -> new Condition.Field(path, anyOf(path, operator, operand));
      case "$nin" -> new Condition.Not(new Condition.Field(path, anyOf(path, operator, operand)));
      case "$all" -> all(path, operand);
      case "$not" -> not(path, operand);
      case "$exists" -> {
        Condition exists = new Condition.Field(path, new ValueTest.Exists());
        yield truth(operand) ? exists : new Condition.Not(exists);
      }
      case "$size" ->
          new Condition.Field(path, new ValueTest.Size((int) whole(path, operator, operand)));
      case "$type" -> new Condition.Field(path, new ValueTest.OfType(types(path, operand)));
      case "$elemMatch" -> new Condition.Field(path, elementMatch(path, operand));
      case "$regex" ->
          new Condition.Field(
              path,
              new ValueTest.Matches(
                  pattern(path, operand, siblings.getString("$options", new BsonString("")))));
      case "$options" -> {
        if (!siblings.containsKey("$regex")) {
          throw invalid(path, "$options stands only beside $regex");
        }
        yield new Condition.All(ImmutableList.of());
      }
      case "$mod" -> new Condition.Field(path, modulo(path, operand));
      default -> throw invalid(path, "unknown operator " + operator + "; " + suggestion(operator));
    };
  }

  private static String suggestion(String operator) {
    return OPERATORS.stream()
        .filter(known -> operator.startsWith(known) || known.startsWith(operator))
        .findFirst()
        .map(known -> "did you mean " + known + "?")
        .orElse("known are " + String.join(", ", OPERATORS));
  }

  private static ValueTest equal(FieldPath path, BsonValue operand) throws InvalidQueryException {
    return operand.isRegularExpression()
        ? new ValueTest.Matches(pattern(path, operand, new BsonString("")))
        : new ValueTest.Equal(operand);
  }

  private static ValueTest anyOf(FieldPath path, String operator, BsonValue operand)
      throws InvalidQueryException {
    ImmutableList.Builder<ValueTest> alternatives = ImmutableList.builder();
    for (BsonValue value : array(path, operator, operand)) {
      alternatives.add(equal(path, value));
    }
    return new ValueTest.AnyOf(alternatives.build());
  }

  private Condition all(FieldPath path, BsonValue operand) throws InvalidQueryException {
    BsonArray values = array(path, "$all", operand);
    ImmutableList.Builder<Condition> conditions = ImmutableList.builder();
    for (BsonValue value : values) {
      boolean elementMatch = value.isDocument() && value.asDocument().containsKey("$elemMatch");
      conditions.add(
          elementMatch
              ? operators(path, value.asDocument())
              : new Condition.Field(path, equal(path, value)));
    }
    return values.isEmpty()
        ? new Condition.Any(ImmutableList.of())
        : new Condition.All(conditions.build());
  }

  private Condition not(FieldPath path, BsonValue operand) throws InvalidQueryException {
    if (operand.isRegularExpression()) {
      return new Condition.Not(new Condition.Field(path, equal(path, operand)));
    }
    if (!operand.isDocument() || !isOperators(path.written(), operand.asDocument())) {
      throw invalid(path, "$not needs operators or a regular expression; got " + operand);
    }
    return new Condition.Not(operators(path, operand.asDocument()));
  }

  private ValueTest elementMatch(FieldPath path, BsonValue operand) throws InvalidQueryException {
    if (!operand.isDocument()) {
      throw invalid(path, "$elemMatch needs a query; got " + operand);
    }
    BsonDocument query = operand.asDocument();
    boolean ofValues =
        query.keySet().stream().anyMatch(OPERATORS::contains) && isOperators(path.written(), query);
    if (!ofValues) {
      return new ValueTest.SomeDocument(read(query));
    }
    // An element is asked as if it were a field of its own.
    ImmutableList.Builder<ValueTest> tests = ImmutableList.builder();
    ImmutableList.Builder<ValueTest> refuted = ImmutableList.builder();
    split(operators(path, query), true, path, tests, refuted);
    return new ValueTest.SomeElement(tests.build(), refuted.build());
  }

  private static void split(
      Condition condition,
      boolean holds,
      FieldPath path,
      ImmutableList.Builder<ValueTest> tests,
      ImmutableList.Builder<ValueTest> refuted)
      throws InvalidQueryException {
    switch (condition) {
      case Condition.Field(_, ValueTest test) when holds -> tests.add(test);
      case Condition.Field(_, ValueTest test) -> refuted.add(test);
      case Condition.Not(Condition inner) -> split(inner, !holds, path, tests, refuted);
      case Condition.All(ImmutableList<Condition> all) when holds || all.size() == 1 -> {
        for (Condition one : all) {
          split(one, holds, path, tests, refuted);
        }
      }
      default -> throw invalid(path, "$elemMatch cannot hold this combination of operators");
    }
  }

  private static ImmutableSet<BsonType> types(FieldPath path, BsonValue operand)
      throws InvalidQueryException {
    ImmutableSet.Builder<BsonType> types = ImmutableSet.builder();
    for (BsonValue one : operand.isArray() ? operand.asArray() : List.of(operand)) {
      ImmutableSet<BsonType> named =
          one.isString() ? TYPES.get(one.asString().getValue()) : numbered(one);
      if (named == null) {
        throw invalid(
            path,
            "$type has no type %s; known are %s".formatted(one, String.join(", ", TYPES.keySet())));
      }
      types.addAll(named);
    }
    return types.build();
  }

  private static @Nullable ImmutableSet<BsonType> numbered(BsonValue one) {
    BsonType type = one.isNumber() ? BsonType.findByValue(one.asNumber().intValue()) : null;
    return type == null ? null : ImmutableSet.of(type);
  }

  private static ValueTest modulo(FieldPath path, BsonValue operand) throws InvalidQueryException {
    BsonArray pair = array(path, "$mod", operand);
    if (pair.size() != 2) {
      throw invalid(path, "$mod needs [divisor, remainder]");
    }
    long divisor = whole(path, "$mod", pair.get(0));
    if (divisor == 0) {
      throw invalid(path, "$mod cannot divide by 0");
    }
    return new ValueTest.Modulo(divisor, whole(path, "$mod", pair.get(1)));
  }

  private static BoundedPattern pattern(FieldPath path, BsonValue operand, BsonString options)
      throws InvalidQueryException {
    BsonRegularExpression expression =
        operand.isRegularExpression()
            ? operand.asRegularExpression()
            : operand.isString()
                ? new BsonRegularExpression(operand.asString().getValue(), options.getValue())
                : null;
    if (expression == null) {
      throw invalid(path, "$regex needs a regular expression; got " + operand);
    }
    int flags = 0;
    for (char option : expression.getOptions().toCharArray()) {
      flags |=
          switch (option) {
            case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
            case 'm' -> Pattern.MULTILINE;
            case 's' -> Pattern.DOTALL;
            case 'x' -> Pattern.COMMENTS;
            case 'u' -> 0;
            default -> throw invalid(path, "$regex has no option " + option + "; use i, m, s, x");
          };
    }
    try {
      return new BoundedPattern(Pattern.compile(expression.getPattern(), flags));
    } catch (PatternSyntaxException e) {
      throw invalid(path, "not a regular expression: " + e.getDescription());
    }
  }

  private static BsonArray array(FieldPath path, String operator, BsonValue operand)
      throws InvalidQueryException {
    if (!operand.isArray()) {
      throw invalid(path, "%s needs an array; got %s".formatted(operator, operand));
    }
    return operand.asArray();
  }

  private static long whole(FieldPath path, String operator, BsonValue operand)
      throws InvalidQueryException {
    if (!operand.isNumber()) {
      throw invalid(path, "%s needs a whole number; got %s".formatted(operator, operand));
    }
    return operand.asNumber().longValue();
  }

  private static boolean truth(BsonValue operand) {
    return operand.isBoolean()
        ? operand.asBoolean().getValue()
        : !operand.isNumber() || operand.asNumber().doubleValue() != 0;
  }

  private static InvalidQueryException invalid(FieldPath path, String what) {
    return new InvalidQueryException(path.written() + ": " + what);
  }
}
