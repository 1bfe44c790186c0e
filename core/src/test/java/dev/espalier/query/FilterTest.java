package dev.espalier.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {

  private static boolean matches(String filter, String document) throws InvalidQueryException {
    return Filter.parse(BsonDocument.parse(filter)).matches(BsonDocument.parse(document));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                       | {a: 1}                    | true
          {a: 1}                                   | {a: 1.0}                  | true
          {a: 1}                                   | {a: [2, 1]}               | true
          {a: [2, 1]}                              | {a: [2, 1]}               | true
          {a: [2, 1]}                              | {a: [1, 2]}               | false
          {a: null}                                | {b: 1}                    | true
          {a: null}                                | {a: 1}                    | false
          {'a.b': null}                            | {a: 5}                    | true
          {'a.b': null}                            | {a: [{b: 1}, {c: 1}]}     | true
          {'a.b': 2}                               | {a: [{b: 1}, {b: 2}]}     | true
          {'a.1': 7}                               | {a: [6, 7]}               | true
          {'a.1.b': 7}                             | {a: [{b: 6}, {b: 7}]}     | true
          {a: {$ne: 1}}                            | {a: [1, 2]}               | false
          {a: {$ne: 1}}                            | {}                        | true
          {a: {$gt: 3}}                            | {a: '4'}                  | false
          {a: {$gt: 3}}                            | {a: [1, 4]}               | true
          {a: {$gt: 2, $lt: 4}}                    | {a: [1, 5]}               | true
          {a: {$gte: null}}                        | {}                        | true
          {a: {$in: [1, /^x/]}}                    | {a: 'xy'}                 | true
          {a: {$in: [null]}}                       | {}                        | true
          {a: {$nin: [1]}}                         | {a: [1, 2]}               | false
          {a: {$all: [1, 2]}}                      | {a: [2, 3, 1]}            | true
          {a: {$all: []}}                          | {a: []}                   | false
          {a: {$all: [1]}}                         | {a: 1}                    | true
          {a: {$not: {$gt: 3}}}                    | {}                        | true
          {a: {$not: {$gt: 3}}}                    | {a: [1, 4]}               | false
          {a: {$not: /x/}}                         | {a: 'y'}                  | true
          {a: {$exists: true}}                     | {a: null}                 | true
          {a: {$exists: false}}                    | {a: null}                 | false
          {'a.b': {$exists: false}}                | {}                        | true
          {a: {$size: 2}}                          | {a: [1, 2]}               | true
          {a: {$size: 1}}                          | {a: 1}                    | false
          {a: {$type: 'string'}}                   | {a: [1, 'x']}             | true
          {a: {$type: 'array'}}                    | {a: [1]}                  | true
          {a: {$type: 'number'}}                   | {a: 1.5}                  | true
          {a: {$type: [2, 8]}}                     | {a: true}                 | true
          {a: {$elemMatch: {b: 1, c: 2}}}          | {a: [{b: 1}, {c: 2}]}     | false
          {a: {$elemMatch: {b: 1, c: 2}}}          | {a: [{b: 1, c: 2}]}       | true
          {a: {$elemMatch: {$gt: 2, $lt: 4}}}      | {a: [1, 5]}               | false
          {a: {$elemMatch: {$gt: 2, $lt: 4}}}      | {a: [1, 3]}               | true
          {a: {$elemMatch: {$ne: 1}}}              | {a: [1, 1]}               | false
          {a: {$regex: '^AB', $options: 'i'}}      | {a: 'abc'}                | true
          {a: {$mod: [3, 1]}}                      | {a: 7}                    | true
          {$or: [{a: 1}, {b: 2}]}                  | {b: 2}                    | true
          {$and: [{a: 1}, {b: 2}]}                 | {b: 2}                    | false
          {$nor: [{a: 1}, {b: 2}]}                 | {c: 3}                    | true
          {a: {b: 1}}                              | {a: {b: 1, c: 2}}         | false
          """)
  void aFilterMatchesAsInMongoDb(String filter, String document, boolean expected)
      throws InvalidQueryException {
    assertThat(matches(filter, document)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {count: {$gte2: 1}}       | count: unknown operator $gte2; did you mean $gt?
          {a: {$in: 1}}             | a: $in needs an array; got BsonInt32{value=1}
          {$and: []}                | $and needs an array of at least one query
          {$where: 'x'}             | unknown operator $where; at the top of a query stand fields, $and, $or and $nor
          {a: {$gt: 1, b: 2}}       | a mixes operators with fields
          {a: {$regex: '('}}        | a: not a regular expression: Unclosed group
          {a: {$mod: [0, 1]}}       | a: $mod cannot divide by 0
          """)
  void anInvalidQueryIsRefusedWithItsPathAndOperator(String filter, String message) {
    assertThatThrownBy(() -> Filter.parse(BsonDocument.parse(filter)))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessage(message);
  }

  @Test
  void aQueryNestedTooDeeplyIsRefused() {
    BsonDocument query = new BsonDocument("a", new BsonInt32(1));
    for (int i = 0; i < 10_000; i++) {
      query = new BsonDocument("$and", new BsonArray(List.of(query)));
    }
    BsonDocument deep = query;
    assertThatThrownBy(() -> Filter.parse(deep))
        .hasMessage("the query is nested deeper than 100 levels");
  }

  @Test
  void anExplodingRegularExpressionGivesUp() throws InvalidQueryException {
    BsonDocument document = new BsonDocument("a", new BsonString("a".repeat(40) + "b"));
    Filter filter = Filter.parse(BsonDocument.parse("{a: {$regex: '^(a+)+$'}}"));
    assertThat(filter.matches(document)).isFalse();
  }

  /** The oracle is mongo-java-server's matcher, on the operators both have. */
  @Property(tries = 5000)
  void aFilterAgreesWithAnotherImplementation(
      @ForAll("filters") BsonDocument filter, @ForAll("documents") BsonDocument document)
      throws InvalidQueryException {
    boolean expected = new DefaultQueryMatcher().matches(converted(document), converted(filter));
    assertThat(Filter.parse(filter).matches(document))
        .as("%s on %s", filter.toJson(), document.toJson())
        .isEqualTo(expected);
  }

  private static Document converted(BsonDocument document) {
    Document result = new Document();
    document.forEach((key, value) -> result.put(key, converted(value)));
    return result;
  }

  private static @Nullable Object converted(BsonValue value) {
    return switch (value.getBsonType()) {
      case DOCUMENT -> converted(value.asDocument());
      case ARRAY -> value.asArray().stream().map(FilterTest::converted).toList();
      case INT32 -> value.asInt32().getValue();
      case STRING -> value.asString().getValue();
      case BOOLEAN -> value.asBoolean().getValue();
      default -> null;
    };
  }

  /** Without arrays in arrays, which the oracle looks through and MongoDB does not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {a: 1, b: {$gt: 2}}                     | {a: 1, b: {$gt: 2}}
          {a: {$regex: 'x'}, b: 1}                | {b: 1}
          {a: /x/}                                | {}
          {$or: [{a: {$regex: 'x'}}, {b: 1}]}     | {}
          {a: {$not: {$regex: 'x'}}, c: {$in: []}}| {c: {$in: []}}
          """)
  void aServerIsNotAskedForRegularExpressions(String filter, String askable)
      throws InvalidQueryException {
    assertThat(Filter.parse(BsonDocument.parse(filter)).askable())
        .isEqualTo(BsonDocument.parse(askable));
  }

  @Property(tries = 5000)
  void aDocumentIsRefusedByClausesEachOfWhichRefusesItUnlessItMatches(
      @ForAll("filters") BsonDocument filter, @ForAll("documents") BsonDocument document)
      throws InvalidQueryException {
    Filter asked = Filter.parse(filter);
    List<Refusal> refusals = asked.refusals(document);
    assertThat(refusals.isEmpty()).isEqualTo(asked.matches(document));
    for (Refusal refusal : refusals) {
      assertThat(Filter.parse(refusal.clause()).matches(document)).as("%s", refusal).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {u: 'b', open: true}            | {u: 'g', open: true} | {u: 'b'}                | ['g']
          {u: 'b', open: true}            | {open: 1}            | {u: 'b'}, {open: true}  | [], [1]
          {r: {$gt: 1, $lt: 5}}           | {r: 7}               | {r: {$lt: 5}}           | [7]
          {$and: [{a: 1}, {b: {$ne: 2}}]} | {a: 1, b: 2}         | {b: {$ne: 2}}           | [2]
          {$or: [{a: 1}, {b: 1}], c: 1}   | {a: 2, c: 1}         | {$or: [{a: 1}, {b: 1}]} | []
          {t: {$regex: '^x', $options: 'i'}} | {t: 'y'} | {t: {$regex: '^x', $options: 'i'}} | ['y']
          {'a.b': 1}                      | {a: [{b: 2}, {b: 3}]} | {'a.b': 1}             | [2, 3]
          """)
  void theClauseThatRefusesIsTheSmallestPart(
      String filter, String document, String clauses, String found) throws InvalidQueryException {
    List<Refusal> refusals =
        Filter.parse(BsonDocument.parse(filter)).refusals(BsonDocument.parse(document));
    assertThat(refusals)
        .extracting(Refusal::clause)
        .containsExactlyElementsOf(
            BsonArray.parse("[" + clauses + "]").stream().map(BsonValue::asDocument).toList());
    assertThat(refusals)
        .extracting(refusal -> new BsonArray(refusal.found()))
        .containsExactlyElementsOf(
            BsonArray.parse("[" + found + "]").stream().map(BsonValue::asArray).toList());
  }

  @Provide
  Arbitrary<BsonDocument> documents() {
    Arbitrary<BsonValue> objects = objects(scalars());
    Arbitrary<BsonValue> values =
        Arbitraries.oneOf(scalars(), objects, arrays(Arbitraries.oneOf(scalars(), objects)));
    return Arbitraries.maps(Arbitraries.of("a", "b"), values)
        .ofMaxSize(2)
        .map(fields -> {
          BsonDocument document = new BsonDocument();
          document.putAll(fields);
          return document;
        });
  }

  /**
   * Without null operands and without $all, which in MongoDB finds a value that is no array too:
   * there the oracle differs, and the table above follows MongoDB.
   */
  @Provide
  Arbitrary<BsonDocument> filters() {
    Arbitrary<BsonDocument> operators =
        Arbitraries.oneOf(
            Arbitraries.of("$eq", "$ne", "$gt", "$gte", "$lt", "$lte")
                .flatMap(name -> numbers().map(operand -> new BsonDocument(name, operand))),
            Arbitraries.of("$in", "$nin")
                .flatMap(name ->
                    numbers()
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(list -> new BsonDocument(name, new BsonArray(list)))),
            Arbitraries.of(true, false)
                .map(exists -> new BsonDocument("$exists", BsonBoolean.valueOf(exists))),
            Arbitraries.integers()
                .between(0, 2)
                .map(size -> new BsonDocument("$size", new BsonInt32(size))));
    Arbitrary<BsonDocument> clause =
        Arbitraries.of("a", "b")
            .flatMap(path -> operators.map(operator -> new BsonDocument(path, operator)));
    return Arbitraries.oneOf(
        clause,
        Arbitraries.of("$and", "$or", "$nor")
            .flatMap(name ->
                clause
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(3)
                    .map(list -> new BsonDocument(name, new BsonArray(list)))));
  }

  private static Arbitrary<BsonValue> numbers() {
    return Arbitraries.integers().between(0, 3).map(BsonInt32::new);
  }

  private static Arbitrary<BsonValue> scalars() {
    return Arbitraries.oneOf(
        numbers(),
        Arbitraries.of("x", "y").map(BsonString::new),
        Arbitraries.of(true, false).map(BsonBoolean::valueOf),
        Arbitraries.just(BsonNull.VALUE));
  }

  private static Arbitrary<BsonValue> arrays(Arbitrary<BsonValue> elements) {
    return elements.list().ofMaxSize(3).map(BsonArray::new);
  }

  private static Arbitrary<BsonValue> objects(Arbitrary<BsonValue> values) {
    return values.map(value -> new BsonDocument("c", value));
  }
}
