package dev.espalier.fx.database;

import static dev.espalier.fx.database.Told.all;
import static dev.espalier.fx.database.Told.json;
import static dev.espalier.fx.database.Told.put;
import static dev.espalier.fx.database.Told.removed;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.environment.Change;
import dev.espalier.fx.annals.Played;
import dev.espalier.fx.database.DocumentsAt.Summary;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.trace.Recording;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class DocumentsAtTest {
  private final Told told =
      new Told(ImmutableMap.of("todos", all("{'_id': 2, 'done': false}", "{'_id': 9}")));

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "transfer", "crash"})
  void inTheEndTheyAreWhatTheDatabaseHas(String scenario) throws Exception {
    Played played = Played.of(scenario);
    DocumentsAt documents = new DocumentsAt(played.timeline(), played.documents());

    documents.follow();

    assertThat(everything(documents, played.timeline().end()))
        .isEqualTo(played.documentsAtTheEnd());
  }

  @Test
  void whatAnAppWritesWhileItsEnvironmentEndsIsInDoubtUntilItIsKnown() throws Exception {
    Played idle = Played.of("idle");
    DocumentsAt documents = new DocumentsAt(idle.timeline(), idle.documents());
    documents.follow();
    long end = idle.timeline().end();
    assertThat(documents.isDoubtful(end)).isTrue();
    assertThat(documents.isDoubtful(200)).isFalse();

    documents.know(end, idle.documentsAtTheEnd());

    assertThat(documents.isDoubtful(end)).isFalse();
    assertThat(documents.isDoubtful(end - 1)).isTrue();
    assertThat(everything(documents, end)).isEqualTo(idle.documentsAtTheEnd());
  }

  private static Map<String, ImmutableList<JsonNode>> everything(DocumentsAt documents, long end) {
    Map<String, ImmutableList<JsonNode>> shown = new TreeMap<>();
    documents
        .collections(end, end)
        .forEach(each ->
            shown.put(
                each.name(),
                documents.documents(each.name(), end, end).stream()
                    .map(DocumentAt::document)
                    .collect(ImmutableList.toImmutableList())));
    return shown;
  }

  @Test
  void goingBackShowsThemAsTheyWere() {
    long done = told.change(put("todos", "{'_id': 2, 'done': true}"));
    long gone = told.change(removed("todos", 9));

    assertThat(told.in("todos", done - 1))
        .isEqualTo(all("{'_id': 2, 'done': false}", "{'_id': 9}"));
    assertThat(told.in("todos", done)).isEqualTo(all("{'_id': 2, 'done': true}", "{'_id': 9}"));
    assertThat(told.in("todos", gone)).isEqualTo(all("{'_id': 2, 'done': true}"));
    assertThat(told.in("todos", done - 1))
        .isEqualTo(all("{'_id': 2, 'done': false}", "{'_id': 9}"));
  }

  @Test
  void theyAreInTheOrderOfTheirIds() {
    long at = told.change(put("todos", "{'_id': 10}"), put("todos", "{'_id': 1}"));

    assertThat(told.in("todos", at))
        .extracting(document -> document.path("_id").intValue())
        .containsExactly(1, 2, 9, 10);
  }

  @Test
  void whatTheCurrentStepHasDoneIsMarked() {
    told.change(put("todos", "{'_id': 2, 'done': true}"));
    told.change(removed("todos", 9));
    long at = told.change(put("todos", "{'_id': 3}"));

    ImmutableList<DocumentAt> documents = told.documents().documents("todos", at, 2);

    assertThat(documents)
        .extracting(DocumentAt::mark)
        .containsExactly(DocumentAt.Mark.CHANGED, DocumentAt.Mark.NEW, DocumentAt.Mark.REMOVED);
    assertThat(documents.getFirst().changedFrom("done")).contains(json("false"));
    assertThat(documents.getFirst().changedFrom("_id")).isEmpty();
    assertThat(told.documents().documents("todos", at, at))
        .extracting(DocumentAt::mark)
        .containsOnly(DocumentAt.Mark.NONE);
  }

  @Test
  void whatIsChangedAndChangedBackIsAsBefore() {
    told.change(put("todos", "{'_id': 2, 'done': true}"));
    long at = told.change(put("todos", "{'_id': 2, 'done': false}"));

    assertThat(told.documents().documents("todos", at, 2).getFirst().mark())
        .isEqualTo(DocumentAt.Mark.NONE);
  }

  @Test
  void collectionsAreCountedAndThoseTheStepHasChangedMarked() {
    long at = told.change(put("people", "{'_id': 1}"), put("people", "{'_id': 2}"));

    assertThat(told.documents().collections(at - 1, at - 1))
        .containsExactly(new Summary("todos", 2, false));
    assertThat(told.documents().collections(at, at - 1))
        .containsExactly(new Summary("people", 2, true), new Summary("todos", 2, false));
    assertThat(told.documents().collections(at, at))
        .containsExactly(new Summary("people", 2, false), new Summary("todos", 2, false));
  }

  @Test
  void aDroppedCollectionIsEmpty() {
    long at = told.change(new Change.Replaced("todos"));

    assertThat(told.documents().collections(at, at))
        .containsExactly(new Summary("todos", 0, false));
    assertThat(told.documents().documents("todos", at, at - 1))
        .extracting(DocumentAt::mark)
        .containsExactly(DocumentAt.Mark.REMOVED, DocumentAt.Mark.REMOVED);
  }

  @Test
  void aRenamedCollectionTakesItsDocumentsAlong() {
    long at = told.change(new Change.Replaced("todos"), new Change.Replaced("done"));

    assertThat(told.in("todos", at)).isEmpty();
    assertThat(told.in("done", at)).isEqualTo(all("{'_id': 2, 'done': false}", "{'_id': 9}"));
  }

  @Test
  void whatARestartedStreamTellsAgainIsNoNews() {
    told.changeAt(1, put("todos", "{'_id': 2, 'done': true}"));
    told.changeAt(2, put("todos", "{'_id': 2, 'done': 'twice'}"));
    told.restartStream();

    long again = told.changeAt(1, put("todos", "{'_id': 2, 'done': true}"));
    long news = told.changeAt(3, put("todos", "{'_id': 9, 'done': true}"));

    assertThat(told.in("todos", again).getFirst()).isEqualTo(json("{'_id': 2, 'done': 'twice'}"));
    assertThat(told.in("todos", news).getLast()).isEqualTo(json("{'_id': 9, 'done': true}"));
  }

  @Test
  void beforeTheEnvironmentThereIsNothing() {
    assertThat(told.documents().collections(1, 1)).isEmpty();
    assertThat(told.in("todos", 1)).isEmpty();
  }

  @Test
  void theSameMomentGivesTheSameListUntilSomethingChanges() {
    DocumentsAt documents = told.documents();
    ImmutableList<DocumentAt> before = documents.documents("todos", 2, 2);
    long at = told.change(put("people", "{'_id': 1}"));

    assertThat(documents.documents("todos", at, at)).isSameAs(before);
    at = told.change(put("todos", "{'_id': 2}"));
    assertThat(documents.documents("todos", at, at)).isNotSameAs(before);
  }

  @Test
  void ofAHundredThousandDocumentsAnyMomentIsThereAtOnce() {
    ImmutableList<JsonNode> many =
        IntStream.range(0, 100_000)
            .mapToObj(id ->
                (JsonNode) JsonNodeFactory.instance.objectNode().put("_id", id).put("count", 0))
            .collect(ImmutableList.toImmutableList());
    Told large = new Told(ImmutableMap.of("many", many));
    long at = 0;
    for (int i = 0; i < 200; i++) {
      at = large.change(put("many", "{'_id': %d, 'count': 1}".formatted(i * 7)));
    }

    long begun = System.nanoTime();
    for (long moment = 3; moment <= at; moment += 4) {
      assertThat(large.documents().documents("many", moment, moment - 1)).hasSize(100_000);
    }
    double millisEach = (System.nanoTime() - begun) / 1e6 / 50;

    assertThat(millisEach).as("ms for one moment").isLessThan(100);
  }

  @Test
  void withoutARecordingThereIsNothing() {
    DocumentsAt none = new DocumentsAt(new Timeline(new Recording()), ImmutableMap.of());

    none.follow();

    assertThat(none.collections(0, 0)).isEmpty();
    assertThat(none.isDoubtful(0)).isFalse();
  }
}
