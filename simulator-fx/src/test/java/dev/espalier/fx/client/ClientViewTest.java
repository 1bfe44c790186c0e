package dev.espalier.fx.client;

import static dev.espalier.fx.client.Uis.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atlantafx.base.theme.PrimerLight;
import com.google.common.collect.ImmutableList;
import dev.espalier.ui.JsonPatch;
import dev.espalier.ui.PatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Border;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@ExtendWith(ApplicationExtension.class)
class ClientViewTest {
  private final List<String> events = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // in start: controls want the toolkit
  private ClientView view;

  @Start
  void start(Stage stage) {
    view = new ClientView(act -> events.add(act.code() + " " + act.event()), _ -> Optional.empty());
    Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    stage.setScene(new Scene(view.node(), 900, 900));
    stage.show();
  }

  @Test
  void aClickRunsTheButtonsListener(FxRobot robot) {
    show(Uis.read("counter.json"));
    robot.clickOn(robot.lookup(".button").nth(1).<Button>query());
    assertThat(events).containsExactly("common {}");
  }

  @Test
  void typingTellsOfEachChangeAndEnterSubmits(FxRobot robot) {
    show(Uis.read("todo.json"));
    robot.clickOn(".text-field").write("hi").push(KeyCode.ENTER);
    assertThat(events)
        .containsExactly(
            "write {\"value\":\"h\"}", "write {\"value\":\"hi\"}", "add {\"value\":\"hi\"}");
  }

  @Test
  void aFormIsSubmittedWithTheValuesOfItsFields(FxRobot robot) {
    show(Uis.read("gallery.json"));
    robot.clickOn(robot.lookup(".text-field").<TextField>query()).write("me@example.org");
    robot.clickOn(robot.lookup(".radio-button").nth(1).<Node>query());
    robot.clickOn("Save");
    assertThat(events)
        .containsExactly(
            "save "
                + json(
                    """
                    {'value':{'email':'me@example.org','password':'secret','news':true,
                    'undecided':null,'dark':true,'size':'l','volume':3}}\
                    """));
  }

  @Test
  void aTickTellsItsNewState(FxRobot robot) {
    show(Uis.read("todo.json"));
    robot.clickOn(robot.lookup(".check-box").nth(1).<Node>query());
    assertThat(events).containsExactly("check2 {\"value\":true}");
  }

  @Test
  void whatIsSwitchedChosenOrMovedTellsItsValue(FxRobot robot) {
    show(
        json(
            """
            {'type':'flex','direction':'vertical','children':[
              {'type':'toggle','value':false,'onPressed':{'code':'switch'}},
              {'type':'radio','name':'r','value':'b','groupValue':'a','onPressed':{'code':'choose'}},
              {'type':'slider','value':3,'min':0,'max':10,'divisions':10,
               'onChanged':{'code':'slide'}},
              {'type':'actionable','onPressed':{'code':'tap'},
               'child':{'type':'text','value':'Tap'}}]}\
            """));
    robot.clickOn(".toggle-switch").clickOn(".radio-button").clickOn(".ui-actionable");
    robot.interact(() -> robot.lookup(".slider").query().requestFocus());
    robot.push(KeyCode.RIGHT);
    assertThat(events)
        .containsExactly(
            "switch {\"value\":true}", "choose {\"value\":\"b\"}", "tap {}", "slide {\"value\":4}");
  }

  @Test
  void aContainerHasItsOwnBorderAgainOnceItIsNoLongerMarked(FxRobot robot) throws Exception {
    show(
        json(
            """
            {'type':'flex','children':[{'type':'container','border':{'top':{'width':3}},
             'child':{'type':'text','value':'In'}},{'type':'text','value':'Out'}]}\
            """));
    Region container = (Region) robot.lookup("In").query().getParent().getParent();
    Border own = container.getBorder();
    JsonPatch onContainer =
        JsonPatch.parse(json("[{'op':'add','path':'/children/0/alignment','value':'center'}]"));
    onFxThread(() -> view.highlight(onContainer));
    assertThat(container.getBorder()).isNotEqualTo(own);
    onFxThread(() -> view.highlight(new JsonPatch(ImmutableList.of())));
    assertThat(container.getBorder()).isEqualTo(own);
  }

  @Test
  void anItemOfADropdownIsChosen(FxRobot robot) {
    show(Uis.read("gallery.json"));
    robot.clickOn("Dropdown").clickOn("Second");
    assertThat(events).containsExactly("second {}");
  }

  @Test
  void aPatchElsewhereKeepsFocusAndCaret(FxRobot robot) {
    show(Uis.read("todo.json"));
    TextField field = robot.lookup(".text-field").query();
    robot.clickOn(field).write("abc").push(KeyCode.LEFT);
    apply(
        """
        [{'op':'add','path':'/root/children/0','value':{'_type':'text','value':'Hello'}},
         {'op':'move','from':'/root/children/2','path':'/root/children/0'},
         {'op':'remove','path':'/root/children/0/children/0'}]\
        """);
    assertThat(robot.lookup(".text-field").<TextField>query()).isSameAs(field);
    assertThat(field.isFocused()).isTrue();
    assertThat(field.getCaretPosition()).isEqualTo(2);
    assertThat(field.getText()).isEqualTo("abc");
    assertThat(robot.lookup(".button").queryAll()).hasSize(1);
  }

  @Test
  void theAnswerToAKeystrokeDoesNotUndoTheNextOne(FxRobot robot) {
    show(Uis.read("todo.json"));
    TextField field = robot.lookup(".text-field").query();
    robot.clickOn(field).write("ab");
    apply("[{'op':'replace','path':'/root/children/0/value','value':'a'}]");
    assertThat(field.getText()).isEqualTo("ab");
    robot.push(KeyCode.ENTER);
    apply("[{'op':'replace','path':'/root/children/0/value','value':''}]");
    assertThat(field.getText()).isEmpty();
  }

  @Test
  void aPatchChangesOnlyWhatItIsAbout(FxRobot robot) {
    show(Uis.read("todo.json"));
    CheckBox second = robot.lookup(".check-box").nth(1).query();
    apply(
        """
        [{'op':'remove','path':'/root/children/1/children/0'},
         {'op':'replace','path':'/root/children/1/children/0/children/1/value','value':true}]\
        """);
    assertThat(robot.lookup(".check-box").<CheckBox>queryAll()).containsExactly(second);
    assertThat(second.isSelected()).isTrue();
    assertThat(events).isEmpty();
  }

  @Test
  void aPatchThatDoesNotFitLeavesTheUi(FxRobot robot) throws Exception {
    show(Uis.read("counter.json"));
    JsonPatch patch = JsonPatch.parse(json("[{'op':'remove','path':'/root/children/7'}]"));
    assertThatThrownBy(() -> view.apply(patch)).isInstanceOf(PatchException.class);
    assertThat(robot.lookup(".button").queryAll()).hasSize(2);
  }

  @Test
  void whatAPatchTouchedIsMarkedUntilTheNext(FxRobot robot) {
    show(Uis.read("counter.json"));
    highlighted("/root/children/0/children/0/value");
    assertThat(marked(robot)).containsExactly("one");
    highlighted("/root/children/1/children/0/value");
    assertThat(marked(robot)).containsExactly("one");
    assertThat(robot.lookup(".ui-patched").queryAll()).hasSize(1);
  }

  private void highlighted(String pointer) {
    String patch = "[{'op':'replace','path':'" + pointer + "','value':'one'}]";
    apply(patch);
    onFxThread(() -> view.highlight(JsonPatch.parse(json(patch))));
  }

  private static List<String> marked(FxRobot robot) {
    return robot.lookup(".ui-patched").lookup(".ui-text").<Text>queryAll().stream()
        .map(Text::getText)
        .toList();
  }

  @Test
  void everyComponentIsShown(FxRobot robot) {
    show(Uis.read("gallery.json"));
    for (String text :
        List.of(
            "Gallery",
            "Primary",
            "With icons",
            "Dropdown",
            "E-mail",
            "shopping cart",
            "logo.png",
            "Stacked",
            "Press me",
            "✓ success",
            "✕ error",
            "✓ Inbox",
            "First page",
            "1 of 2",
            "Saved a moment ago",
            "On the app's own colour")) {
      assertThat(robot.lookup(text).queryAll()).as(text).isNotEmpty();
    }
    for (String control :
        List.of(
            ".check-box",
            ".toggle-switch",
            ".radio-button",
            ".slider",
            ".password-field",
            ".menu-button",
            ".ui-actionable")) {
      assertThat(robot.lookup(control).queryAll()).as(control).isNotEmpty();
    }
    assertThat(robot.lookup(".ui-unknown").queryAll()).hasSize(1);
  }

  @Test
  void anUnknownComponentIsABoxWithItsName(FxRobot robot) {
    show(json("{'root':{'_type':'hologram','depth':3}}"));
    assertThat(robot.lookup("hologram (unknown component)").queryAll()).isNotEmpty();
    assertThat(robot.lookup("depth: 3").queryAll()).isNotEmpty();
  }

  @Test
  void olderAppsCountSpacingInEights(FxRobot robot) {
    show(
        json(
            """
            {'type':'flex','spacing':2,'padding':{'left':3},'children':[
              {'type':'button','text':'A'},{'type':'button','text':'B'}]}\
            """));
    assertThat(button(robot, "A").getBoundsInParent().getMinX()).isEqualTo(24);
    assertThat(gap(robot)).isEqualTo(16);
    show(
        json(
            """
            {'_type':'flex','spacing':2,'padding':{'left':3},'children':[
              {'_type':'button','text':'A'},{'_type':'button','text':'B'}]}\
            """));
    assertThat(button(robot, "A").getBoundsInParent().getMinX()).isEqualTo(3);
    assertThat(gap(robot)).isEqualTo(2);
  }

  private static Button button(FxRobot robot, String text) {
    return robot.lookup(".button").<Button>queryAll().stream()
        .filter(button -> button.getText().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static double gap(FxRobot robot) {
    return button(robot, "B").getBoundsInParent().getMinX()
        - button(robot, "A").getBoundsInParent().getMaxX();
  }

  @Test
  void aLooseShareTakesNoMoreThanItNeeds(FxRobot robot) {
    show(
        json(
            """
            {'_type':'flex','fillParent':true,'spacing':0,'children':[
              {'_type':'flexible','fit':'loose','child':{'_type':'button','text':'A'}},
              {'_type':'flexible','child':{'_type':'button','text':'B'}}]}\
            """));
    double loose = button(robot, "A").getParent().getLayoutBounds().getWidth();
    double tight = button(robot, "B").getParent().getLayoutBounds().getWidth();
    assertThat(loose).isEqualTo(button(robot, "A").getWidth());
    assertThat(tight).isGreaterThan(400);
  }

  @Test
  void aFlexCanRunBackwards(FxRobot robot) {
    show(
        json(
            """
            {'_type':'flex','horizontalDirection':'rtl','children':[
              {'_type':'button','text':'A'},{'_type':'button','text':'B'}]}\
            """));
    assertThat(gap(robot)).isNegative();
  }

  @Test
  void aCarouselBeginsWhereItIsToldAndTurnsRound(FxRobot robot) {
    show(
        json(
            """
            {'_type':'carousel','options':{'initialPage':1},'children':[
              {'_type':'text','value':'One'},{'_type':'text','value':'Two'}]}\
            """));
    assertThat(robot.lookup("2 of 2").queryAll()).isNotEmpty();
    robot.clickOn("→");
    assertThat(robot.lookup("1 of 2").queryAll()).isNotEmpty();
    assertThat(robot.lookup("One").queryAll()).isNotEmpty();
  }

  @Test
  void anOpaqueOverlayCoversTheUi(FxRobot robot) {
    show(
        json(
            """
            {'_type':'overlayEntry','opaque':true,'child':{'_type':'text','value':'Over'}}\
            """));
    assertThat(robot.lookup(".ui-overlay").<Region>query().getWidth()).isGreaterThan(800);
    show(json("{'_type':'overlayEntry','child':{'_type':'text','value':'Over'}}"));
    assertThat(robot.lookup(".ui-overlay").<Region>query().getWidth()).isLessThan(200);
  }

  @Test
  void aFieldSaysWhatIsWrongWithIt(FxRobot robot) {
    show(
        json(
            """
            {'_type':'textfield','value':'','style':{'decoration':{'errorText':'too short'}}}\
            """));
    assertThat(robot.lookup("✕ too short").queryAll()).isNotEmpty();
  }

  @Test
  void fiveThousandComponentsAreShownAndOneOfThemIsChanged(FxRobot robot) throws Exception {
    JsonNode ui = manyItems(1_000);
    assertThat(ComponentTree.of(ui).size()).isEqualTo(5_001);
    long shown = millis(() -> view.show(ui));
    long patched = Long.MAX_VALUE;
    for (String value : List.of("once", "twice", "seen")) {
      String patch =
          "[{'op':'replace','path':'/root/children/5/children/0/value','value':'" + value + "'}]";
      patched = Math.min(patched, millis(() -> view.apply(JsonPatch.parse(json(patch)))));
    }
    System.out.printf("5,001 components: shown in %d ms, patched in %d ms%n", shown, patched);
    assertThat(robot.lookup("seen").queryAll()).hasSize(1);
    assertThat(robot.lookup(".check-box").queryAll()).hasSizeLessThan(100);
  }

  @Test
  void whatIsFarDownIsDrawnWhenItIsScrolledTo(FxRobot robot) {
    show(manyItems(1_000));
    ScrollPane scroll = robot.lookup(".ui-scroll").query();
    assertThat(robot.lookup("Item 999").queryAll()).isEmpty();
    onFxThread(() -> scroll.setVvalue(1));
    assertThat(robot.lookup("Item 999").queryAll()).hasSize(1);
    robot.clickOn(
        robot
            .from(robot.lookup("Item 999").query().getParent().getParent())
            .lookup(".button")
            .<Button>query());
    assertThat(events).containsExactly("delete 999 {}");
  }

  /** What it takes the JavaFX thread, layout included. */
  private long millis(Action action) {
    long[] nanos = new long[1];
    onFxThread(() -> {
      long start = System.nanoTime();
      action.run();
      view.node().applyCss();
      view.node().layout();
      nanos[0] = System.nanoTime() - start;
    });
    return nanos[0] / 1_000_000;
  }

  private static JsonNode manyItems(int count) {
    ObjectNode ui = JsonNodeFactory.instance.objectNode();
    ArrayNode rows =
        ui.putObject("root").put("_type", "flex").put("direction", "vertical").putArray("children");
    for (int i = 0; i < count; i++) {
      ArrayNode row = rows.addObject().put("_type", "flex").putArray("children");
      row.addObject().put("_type", "text").put("value", "Item " + i);
      row.addObject().put("_type", "checkbox").put("value", false);
      row.addObject().put("_type", "text").put("value", "number " + i);
      row.addObject()
          .put("_type", "button")
          .put("text", "Delete")
          .putObject("onPressed")
          .put("code", "delete " + i);
    }
    return ui;
  }

  private void show(JsonNode ui) {
    onFxThread(() -> view.show(ui));
  }

  private void apply(String patch) {
    onFxThread(() -> view.apply(JsonPatch.parse(json(patch))));
  }

  /** On the JavaFX thread, and drawn. */
  private static void onFxThread(Action action) {
    WaitForAsyncUtils.waitForAsyncFx(
        60_000,
        () -> {
          action.run();
          return Platform.isFxApplicationThread();
        });
    WaitForAsyncUtils.waitForFxEvents();
  }

  private interface Action {
    void run() throws Exception;
  }
}
