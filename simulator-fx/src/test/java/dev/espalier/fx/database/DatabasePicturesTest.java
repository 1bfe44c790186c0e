package dev.espalier.fx.database;

import static dev.espalier.fx.database.Told.all;
import static dev.espalier.fx.database.Told.put;
import static dev.espalier.fx.database.Told.removed;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espalier.fx.annals.Played;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.looks.Pictures;
import dev.espalier.scenario.play.PlayedStep;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class DatabasePicturesTest {
  private static final int HEIGHT = 620;

  private static int draw(
      String name, Told told, long at, long since, String look, int width, Consumer<Scene> act)
      throws Exception {
    return Pictures.draw(
        "database-" + name,
        look.equals("dark") ? Look.DARK : Look.LIGHT,
        width,
        width > 600 ? 330 : HEIGHT,
        12,
        () -> {
          DatabaseView view = new DatabaseView(_ -> {}, _ -> {});
          view.show(told.at(at), since, told.documents());
          return view.root();
        },
        act);
  }

  private static void select(Scene scene, int row) {
    ((TableView<?>) scene.lookup("#documents")).getSelectionModel().select(row);
  }

  private static void type(Scene scene, String text) {
    ((CodeArea) scene.lookup("#document")).replaceText(text);
    ((Button) scene.lookup("#save-document")).fire();
  }

  private static Told todos() {
    return new Told(
        ImmutableMap.of(
            "todos",
            all(
                "{'_id': 1, 'text': 'Buy milk', 'done': false}",
                "{'_id': 2, 'text': 'Water the plants', 'done': false, 'tags': ['home', 'daily']}",
                "{'_id': 3, 'text': 'Write a letter', 'done': true}"),
            "people",
            all("{'_id': 1, 'name': 'Ada'}")));
  }

  @ParameterizedTest
  @CsvSource({"light,360", "dark,360", "light,480", "light,700"})
  void whatAStepHasDoneIsDrawn(String look, int width) throws Exception {
    Told told = todos();
    told.change(put("todos", "{'_id': 2, 'text': 'Water the plants', 'done': true}"));
    told.change(removed("todos", 3));
    long at = told.change(put("todos", "{'_id': 4, 'text': 'Call Bob', 'done': false}"));

    assertThat(draw("step", told, at, 2, look, width, scene -> select(scene, 1))).isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void mistakesAreDrawnWhereTheyAre(String look) throws Exception {
    assertThat(
            draw(
                "filter-wrong",
                todos(),
                2,
                2,
                look,
                320,
                scene ->
                    ((TextField) scene.lookup("#document-filter")).setText("{done: {$is: true}}")))
        .isGreaterThan(20);
    assertThat(
            draw(
                "edit-wrong",
                todos(),
                2,
                2,
                look,
                360,
                scene -> {
                  select(scene, 0);
                  type(scene, "{\n  \"_id\": 1,\n  \"text\": \"Buy milk\n}");
                }))
        .isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void anEmptyDatabaseAndANewDocumentAreDrawn(String look) throws Exception {
    assertThat(draw("empty", new Told(ImmutableMap.of()), 2, 2, look, 320, _ -> {}))
        .isGreaterThan(10);
    assertThat(
            draw(
                "new",
                todos(),
                2,
                2,
                look,
                360,
                scene -> ((Button) scene.lookup("#new-document")).fire()))
        .isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void longNamesAreDrawn(String look) throws Exception {
    Told told =
        new Told(
            ImmutableMap.of(
                "a-collection-with-a-name-that-does-not-end-where-one-expects-it-to",
                all(
                    "{'_id': 'ObjectId(6955b900c15c0289ec000001)', 'aFieldWithAVeryLongName': 1,"
                        + " 'another': {'nested': ['and', 'deep', {'er': true}]}, 'c': 1, 'd': 2,"
                        + " 'text': 'a text that goes on and on and on and on and on'}"),
                "b",
                all("{'_id': 1}"),
                "orders-of-last-year",
                all(),
                "orders-of-this-year",
                all("{'_id': 1}")));

    assertThat(draw("long", told, 2, 2, look, 320, scene -> select(scene, 0))).isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void theLibrarysCounterIsDrawn(String look) throws Exception {
    Played counter = Played.of("counter");
    DocumentsAt documents = new DocumentsAt(counter.timeline(), counter.documents());
    documents.follow();
    PlayedStep click = counter.timeline().steps().get(7);

    int colours =
        Pictures.draw(
            "database-counter",
            look.equals("dark") ? Look.DARK : Look.LIGHT,
            360,
            HEIGHT,
            12,
            () -> {
              DatabaseView view = new DatabaseView(_ -> {}, _ -> {});
              view.show(counter.at(click.after()), click.before(), documents);
              return view.root();
            },
            scene -> select(scene, 0));

    assertThat(colours).isGreaterThan(20);
  }
}
