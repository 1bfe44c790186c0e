package dev.espalier.fx.database;

import static dev.espalier.fx.database.Told.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.stream.IntStream;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentFilterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|true",
        "MILK|true",
        "bread|false",
        "{done: false}|true",
        "{done: true}|false",
        "{count: {$gt: 1}}|true",
        "{'text': /x/}|false"
      })
  void aTextOrAMongoFilterFindsDocuments(String written, boolean fits) {
    DocumentFilter filter = DocumentFilter.read(written);

    boolean found =
        filter instanceof DocumentFilter.Matching matching
            && matching.test().test(json("{'text': 'Buy milk', 'done': false, 'count': 2}"));

    assertThat(found).isEqualTo(fits);
  }

  @Test
  void whatIsWrongWithAFilterIsSaid() {
    DocumentFilter operator = DocumentFilter.read("{done: {$is: true}}");
    DocumentFilter brace = DocumentFilter.read("{done: true");

    assertThat(((DocumentFilter.Wrong) operator).problem().message())
        .startsWith("done: unknown operator $is; known are $eq");
    assertThat(((DocumentFilter.Wrong) brace).problem().message())
        .startsWith("the text ends too early");
  }

  @Test
  void amongManyDocumentsSomeAreFoundAtATime() {
    ImmutableList<DocumentAt> all =
        IntStream.range(0, 1000)
            .mapToObj(
                id -> DocumentAt.untouched(new BsonInt32(id), json("{'_id': %d}".formatted(id))))
            .collect(ImmutableList.toImmutableList());
    Sifting sifting = new Sifting(all, document -> document.path("_id").intValue() % 100 == 0);

    sifting.goOn(450);
    assertThat(sifting.found()).hasSize(5);
    assertThat(sifting.isDone()).isFalse();

    sifting.goOn(10_000);
    assertThat(sifting.found()).hasSize(10);
    assertThat(sifting.isDone()).isTrue();
  }

  @Test
  void columnsAreTheFieldsInTheOrderTheyAreMetWithTheIdFirst() {
    Told told =
        new Told(
            ImmutableMap.of(
                "todos", Told.all("{'text': 'a', '_id': 1}", "{'_id': 2, 'done': true}")));

    assertThat(Columns.of(told.documents().documents("todos", 2, 2)))
        .containsExactly("_id", "text", "done");
  }
}
