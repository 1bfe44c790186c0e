package dev.espalier.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocumentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {user: '@me'}                   | {user: 'u1'}
          {user: {$in: ['@me', 'x']}}     | {user: {$in: ['u1', 'x']}}
          {id: '@route.id'}               | {id: 7}
          {id: '@op:route.id'}            | {id: 7}
          {x: '@nobody'}                  | {x: null}
          {x: '@@me', y: '@42', '@me': 1} | {x: '@@me', y: '@42', '@me': 1}
          """)
  void parametersAreReplacedWhereTheyAreAWholeValue(String query, String expected) {
    BsonDocument parameters = BsonDocument.parse("{me: 'u1', route: {id: 7}}");
    assertThat(Parameters.substitute(BsonDocument.parse(query), parameters))
        .isEqualTo(BsonDocument.parse(expected));
  }

  @Test
  void aQueryWithoutParametersIsTheSameInstance() {
    BsonDocument query = BsonDocument.parse("{a: [1, {b: 'x'}]}");
    assertThat(Parameters.substitute(query, new BsonDocument())).isSameAs(query);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"b\":1.0,\"c\":3000000000,\"d\":[true,null,\"x\"],\"e\":{\"f\":1.5}}",
        "{\"_id\":\"ObjectId(650000000000000000000001)\",\"note\":\"ObjectId(no)\"}"
      })
  void aDocumentComesBackAsTheAppWroteIt(String text) {
    JsonNode json = JsonMapper.shared().readTree(text);
    assertThat(DocumentJson.toJson(DocumentJson.toBson(json))).isEqualTo(json);
  }

  @Test
  void anIdIsWrittenAsText() {
    JsonNode json = JsonMapper.shared().readTree("\"ObjectId(650000000000000000000001)\"");
    assertThat(DocumentJson.toBson(json))
        .isEqualTo(new BsonObjectId(new ObjectId("650000000000000000000001")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                 | {_id: 1, a: 2, b: 3}
          {a: 1}             | {_id: 1, a: 2}
          {a: 1, _id: 0}     | {a: 2}
          {a: 0}             | {_id: 1, b: 3}
          {_id: 0}           | {a: 2, b: 3}
          {a: true, z: true} | {_id: 1, a: 2}
          """)
  void aProjectionKeepsWhatItNames(String projection, String expected)
      throws InvalidQueryException {
    assertThat(
            Projection.parse(BsonDocument.parse(projection))
                .apply(BsonDocument.parse("{_id: 1, a: 2, b: 3}")))
        .isEqualTo(BsonDocument.parse(expected));
  }

  @Test
  void aProjectionReachesIntoDocumentsInArrays() throws InvalidQueryException {
    assertThat(
            Projection.parse(BsonDocument.parse("{'a.b': 1}"))
                .apply(BsonDocument.parse("{a: [{b: 1, c: 2}, 5, {c: 3}], d: 4}")))
        .isEqualTo(BsonDocument.parse("{a: [{b: 1}, {}]}"));
  }

  @Test
  void aProjectionThatMixesKeepingAndLeavingOutIsRefused() {
    assertThatThrownBy(() -> Projection.parse(BsonDocument.parse("{a: 1, b: 0}")))
        .hasMessage("projection: b cannot be left out where other fields are kept");
  }
}
