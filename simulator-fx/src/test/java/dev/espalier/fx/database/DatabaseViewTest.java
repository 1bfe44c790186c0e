package dev.espalier.fx.database;

import static dev.espalier.fx.database.Told.all;
import static dev.espalier.fx.database.Told.json;
import static dev.espalier.fx.database.Told.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.testfx.util.WaitForAsyncUtils.waitForAsyncFx;
import static org.testfx.util.WaitForAsyncUtils.waitForFxEvents;

import com.google.common.collect.ImmutableMap;
import dev.espalier.fx.look.Look;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test by TestFX
class DatabaseViewTest {
  private final List<Step> acts = new ArrayList<>();
  private Told told;
  private DatabaseView view;

  @Start
  void open(Stage stage) {
    Application.setUserAgentStylesheet(Look.LIGHT.styleSheet());
    told =
        new Told(
            ImmutableMap.of(
                "people",
                all("{'_id': 1, 'name': 'Ada'}"),
                "todos",
                all(
                    "{'_id': 1, 'text': 'Buy milk', 'done': false}",
                    "{'_id': 2, 'text': 'Call Bob', 'done': true}")));
    view = new DatabaseView(acts::add, _ -> {});
    view.show(told.at(2), 2, told.documents());
    stage.setScene(new Scene(view.root(), 420, 700));
    stage.show();
  }

  private void pulse(long at, long since) {
    waitForAsyncFx(5_000, () -> view.show(told.at(at), since, told.documents()));
    waitForFxEvents();
  }

  private static TableView<?> table(FxRobot robot) {
    return robot.lookup("#documents").queryAs(TableView.class);
  }

  private static CodeArea json(FxRobot robot) {
    return robot.lookup("#document").queryAs(CodeArea.class);
  }

  private static void type(FxRobot robot, String text) {
    waitForAsyncFx(5_000, () -> json(robot).replaceText(text));
    waitForFxEvents();
  }

  private void look(FxRobot robot, String collection) {
    robot.clickOn(collection);
    pulse(2, 2);
  }

  @Test
  void aCollectionIsChosenAndItsDocumentsAreSeen(FxRobot robot) {
    assertThat(table(robot).getItems()).hasSize(1);

    look(robot, "todos  2");

    assertThat(table(robot).getItems()).hasSize(2);
    assertThat(robot.lookup("Call Bob").tryQuery()).isPresent();
  }

  @Test
  void aDocumentIsEditedAsJson(FxRobot robot) {
    look(robot, "todos  2");
    robot.clickOn("Buy milk");
    waitForFxEvents();

    type(robot, "{\"_id\": 1, \"text\": \"Buy bread\", \"done\": false}");
    robot.clickOn("#save-document");

    assertThat(acts)
        .containsExactly(
            new Step.Replace(
                Place.BY_HAND,
                "todos",
                Told.json("{'_id': 1}"),
                Told.json("{'_id': 1, 'text': 'Buy bread', 'done': false}")));
  }

  @Test
  void aMistakeIsSaidBeneathItsLineAndNothingIsDone(FxRobot robot) {
    look(robot, "todos  2");
    robot.clickOn("Buy milk");
    waitForFxEvents();

    type(robot, "{\n\"text\": \n}");
    robot.clickOn("#document").push(KeyCode.CONTROL, KeyCode.S);
    waitForFxEvents();

    assertThat(acts).isEmpty();
    assertThat(robot.lookup(".note").queryAs(Label.class).getText())
        .startsWith("column 1: unexpected character }");
    assertThat(json(robot).getParagraph(2).getParagraphStyle()).contains("wrong");
  }

  @Test
  void aDocumentIsInsertedIntoACollectionThatNeedNotBeThere(FxRobot robot) {
    robot.clickOn("#new-document");
    robot.doubleClickOn("#into-collection").write("notes");
    type(robot, "{text: 'Hello'}");
    robot.clickOn("#save-document");
    pulse(2, 2);

    assertThat(acts)
        .containsExactly(new Step.Insert(Place.BY_HAND, "notes", Told.json("{'text': 'Hello'}")));
    assertThat(robot.lookup("#document").tryQuery()).isEmpty();
  }

  @Test
  void aDocumentIsDeleted(FxRobot robot) {
    look(robot, "todos  2");
    robot.clickOn("Call Bob").clickOn("#delete-document");

    assertThat(acts)
        .containsExactly(new Step.Delete(Place.BY_HAND, "todos", Told.json("{'_id': 2}")));
  }

  @Test
  void whatIsTypedIsKeptWhenTheDocumentChangesMeanwhile(FxRobot robot) {
    look(robot, "todos  2");
    robot.clickOn("Buy milk");
    waitForFxEvents();
    type(robot, "{\"_id\": 1, \"text\": \"mine\"}");

    long at = told.change(put("todos", "{'_id': 1, 'text': 'theirs'}"));
    pulse(at, 2);

    assertThat(json(robot).getText()).contains("mine");
    assertThat(robot.lookup("It has changed meanwhile.").tryQuery()).isPresent();

    robot.clickOn("Show what it is");
    waitForFxEvents();
    assertThat(json(robot).getText()).contains("theirs");
  }

  @Test
  void whatNobodyHasTypedInFollowsTheMoment(FxRobot robot) {
    look(robot, "todos  2");
    robot.clickOn("Buy milk");
    waitForFxEvents();

    long at = told.change(put("todos", "{'_id': 1, 'text': 'Buy bread'}"));
    pulse(at, 2);
    assertThat(json(robot).getText()).contains("Buy bread");
    assertThat(robot.lookup(".before").queryAll())
        .extracting(label -> ((Label) label).getText())
        .contains("Buy milk");

    pulse(2, 2);
    assertThat(json(robot).getText()).contains("Buy milk");
  }

  @Test
  void documentsAreFoundByAFilterAndItsMistakesSaid(FxRobot robot) {
    look(robot, "todos  2");

    robot.clickOn("#document-filter").write("{done: true}");
    pulse(2, 2);
    assertThat(table(robot).getItems()).hasSize(1);
    assertThat(robot.lookup("#document-count").queryAs(Label.class).getText())
        .isEqualTo("1 of 2 documents");

    robot.clickOn("#document-filter").eraseText(1);
    pulse(2, 2);
    assertThat(robot.lookup("#filter-problem").queryAs(Label.class).getText())
        .startsWith("column ");
    assertThat(table(robot).getItems()).hasSize(1);
  }

  @Test
  void theCollectionThatChangesIsLookedAtUntilOneIsChosen(FxRobot robot) {
    long at = told.change(put("todos", "{'_id': 3}"));
    pulse(at, 2);
    assertThat(table(robot).getItems()).hasSize(3);

    robot.clickOn("people  1");
    pulse(at, 2);
    long later = told.change(put("todos", "{'_id': 4}"));
    pulse(later, at);
    assertThat(table(robot).getItems()).hasSize(1);
  }
}
