package dev.espalier.fx.database;

import static dev.espalier.fx.database.Told.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.editor.EditorProblem;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import org.junit.jupiter.api.Test;

class EditTest {
  private static final String ID = "ObjectId(6955b900c15c0289ec000001)";

  private final Edit edit = new Edit("todos", json("{'_id': '%s', 'done': false}".formatted(ID)));

  private static EditorProblem problem(Edit.Result result) {
    return ((Edit.Wrong) result).problem();
  }

  @Test
  void aDocumentIsReplacedByItsId() {
    assertThat(edit.save("{done: true}"))
        .isEqualTo(
            new Edit.Ready(
                new Step.Replace(
                    Place.BY_HAND,
                    "todos",
                    json("{'_id': '%s'}".formatted(ID)),
                    json("{'done': true}"))));
  }

  @Test
  void itsIdMayStandThereButNotAnother() {
    assertThat(edit.save(edit.text().replace("false", "true"))).isInstanceOf(Edit.Ready.class);

    EditorProblem problem = problem(edit.save("{\n  \"_id\": 5\n}"));

    assertThat(problem.line()).isEqualTo(2);
    assertThat(problem.message())
        .isEqualTo(
            "a document keeps its _id; leave it as \"%s\", or insert this as another one"
                .formatted(ID));
  }

  @Test
  void aNewDocumentIsInserted() {
    assertThat(new Edit("todos", null).save("{text: 'Buy milk'}"))
        .isEqualTo(
            new Edit.Ready(new Step.Insert(Place.BY_HAND, "todos", json("{'text': 'Buy milk'}"))));
  }

  @Test
  void aMistakeIsSaidWhereItIs() {
    EditorProblem problem = problem(edit.save("{\n  \"done\": tru\n}"));

    assertThat(problem.line()).isEqualTo(2);
    assertThat(problem.column()).isEqualTo(11);
    assertThat(problem.message()).startsWith("unrecognized token 'tru'; write a \"string\"");
  }

  @Test
  void whatNoDatabaseTakesIsRefused() {
    assertThat(problem(new Edit("", null).save("{}")).message())
        .isEqualTo("nothing is no name for a collection; write one such as todos");
    assertThat(problem(new Edit("a$b", null).save("{}")).message())
        .startsWith("a$b is no name for a collection");
    assertThat(problem(edit.save("{n: 123456789012345678901234567890123456789}")).message())
        .startsWith("a number has more than 34 digits");
  }

  @Test
  void aDocumentIsDeletedByItsId() {
    assertThat(edit.delete())
        .isEqualTo(new Step.Delete(Place.BY_HAND, "todos", json("{'_id': '%s'}".formatted(ID))));
  }
}
