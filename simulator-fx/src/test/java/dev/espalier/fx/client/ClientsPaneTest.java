package dev.espalier.fx.client;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.trace.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ClientsPaneTest {
  @TempDir Path folder;

  private final List<String> acts = new ArrayList<>();
  private final List<Long> seeks = new ArrayList<>();
  private final List<String> selections = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // in start: controls want the toolkit
  private ClientsPane pane;

  @Start
  void start(Stage stage) {
    pane =
        new ClientsPane(
            new ClientActs(
                (session, act) ->
                    acts.add(
                        "%s %s %s %s"
                            .formatted(session, act.pointer(), act.listener(), act.event())),
                seeks::add,
                selections::add),
            _ -> Optional.empty());
    Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    stage.setScene(new Scene(pane.root(), 400, 950));
    stage.show();
  }

  private void show(Recorded recorded, long at) {
    WaitForAsyncUtils.waitForAsyncFx(
        60_000,
        () -> {
          pane.show(recorded.timeline(), at, recorded.labels());
          return true;
        });
    WaitForAsyncUtils.waitForFxEvents();
  }

  private static Node in(FxRobot robot, String session, String query) {
    return robot.from(robot.lookup("#client-" + session).queryAll()).lookup(query).query();
  }

  private static List<String> texts(FxRobot robot, String query) {
    return robot.lookup(query).queryAll().stream()
        .flatMap(
            node -> node instanceof Labeled labeled ? Stream.of(labeled.getText()) : Stream.of())
        .toList();
  }

  @Test
  void aClickInAClientIsToldWithItsSessionPlaceAndListener(FxRobot robot) throws Exception {
    Recorded counter = Recorded.library("counter");
    show(counter, counter.timeline().end());
    robot.clickOn(
        robot
            .from(robot.lookup("#client-bob").queryAll())
            .lookup(".ui-button")
            .nth(1)
            .<Node>query());
    assertThat(acts).containsExactly("bob /root/children/1/children/1 onPressed {}");
    assertThat(selections).containsExactly("bob");
    assertThat(pane.selected()).hasValue("bob");
    assertThat(texts(robot, ".pane-heading")).contains("UI DIFF · bob");
  }

  @Test
  void whatIsTypedAndSubmittedIsToldAlsoInAUiOfThePast(FxRobot robot) throws Exception {
    Recorded todo = Recorded.library("todo");
    show(todo, todo.patch("alice", 1));
    assertThat(texts(robot, ".standing")).containsOnly("as it was");
    robot
        .clickOn(in(robot, "alice", ".text-field"))
        .push(KeyCode.END)
        .write("!")
        .push(KeyCode.ENTER);
    assertThat(acts)
        .containsExactly(
            "alice /root/children/0 onChanged {\"value\":\"Buy milk!\"}",
            "alice /root/children/0 onSubmitted {\"value\":\"Buy milk!\"}");
  }

  @Test
  void typingGoesOnWhenTheFirstKeyBeganAnotherRun(FxRobot robot) throws Exception {
    Recorded todo = Recorded.library("todo");
    Recorded forked = Recorded.library("todo");
    show(todo, todo.patch("alice", 1));
    robot.clickOn(in(robot, "alice", ".text-field")).push(KeyCode.END).write("!");
    show(forked, forked.patch("alice", 1));
    robot.write("?");
    assertThat(acts)
        .last()
        .isEqualTo("alice /root/children/0 onChanged {\"value\":\"Buy milk!?\"}");
  }

  @Test
  void aTickIsTold(FxRobot robot) throws Exception {
    Recorded todo = Recorded.library("todo");
    show(todo, todo.patch("alice", 3));
    robot.clickOn(in(robot, "alice", ".check-box"));
    assertThat(acts)
        .containsExactly("alice /root/children/1/children/0/children/1 onPressed {\"value\":true}");
  }

  @Test
  void theLastPatchIsMarkedDescribedAndExplained(FxRobot robot) throws Exception {
    Recorded counter = Recorded.library("counter");
    show(counter, counter.patch("alice", 1));
    assertThat(marked(robot)).containsExactly("The common counter: 1");
    assertThat(texts(robot, "#diff-summary")).containsExactly("1 op, 93 B instead of 491 B");
    assertThat(texts(robot, ".diff-before")).contains("−", "“The common counter: 0”");
    assertThat(texts(robot, ".diff-after")).contains("+", "“The common counter: 1”");
    assertThat(texts(robot, ".why-words"))
        .containsExactly(
            "alice clicks “+”",
            "update counter",
            "Q counter {user: \"global\"}",
            "W counter {user: \"global\"}",
            "UIBuilder alice");
  }

  private static List<String> marked(FxRobot robot) {
    return robot.lookup(".ui-patched").lookup(".ui-text").<Text>queryAll().stream()
        .map(Text::getText)
        .toList();
  }

  @Test
  void aPressedCauseLeadsToItsEvent(FxRobot robot) throws Exception {
    Recorded counter = Recorded.library("counter");
    show(counter, counter.patch("alice", 1));
    robot.clickOn("alice clicks “+”");
    long click = seeks.getFirst();
    assertThat(counter.timeline().message(click).orElseThrow().message().toString())
        .startsWith("Run[");
  }

  @Test
  void anOperationUnderThePointerIsPointedAtInTheUi(FxRobot robot) throws Exception {
    Recorded counter = Recorded.library("counter");
    show(counter, counter.patch("alice", 1));
    robot.moveTo(".diff-row");
    WaitForAsyncUtils.waitForFxEvents();
    PseudoClass pointed = PseudoClass.getPseudoClass("pointed");
    assertThat(in(robot, "alice", ".ui-patched").getPseudoClassStates()).contains(pointed);
    robot.moveTo(".why-row");
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(in(robot, "alice", ".ui-patched").getPseudoClassStates()).doesNotContain(pointed);
  }

  @Test
  void goingBackShowsTheUiAsItWas(FxRobot robot) throws Exception {
    Recorded counter = Recorded.library("counter");
    show(counter, counter.timeline().end());
    assertThat(texts(robot, ".standing")).containsOnly("● live");
    show(counter, counter.patch("alice", 1) - 1);
    assertThat(robot.lookup("The common counter: 1").queryAll()).isEmpty();
    assertThat(robot.lookup("The common counter: 0").queryAll()).hasSize(2);
    show(counter, 0);
    assertThat(texts(robot, ".nobody .label")).contains("No session at this moment");
  }

  @Test
  void theJsonIsShownWithWhatThePatchChangedInSight(FxRobot robot) throws Exception {
    Recorded counter = Recorded.library("counter");
    show(counter, counter.patch("alice", 1));
    robot.clickOn("JSON");
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(texts(robot, "#json .tree-cell:changed"))
        .containsExactly("~ value: \"The common counter: 1\"");
    assertThat(in(robot, "bob", ".ui-client")).isNotNull();
    robot.clickOn("UI");
    assertThat(robot.lookup("#json").queryAll()).isEmpty();
  }

  @Test
  void anErrorIsToldInPlaceAboveTheLastGoodUi(FxRobot robot) throws Exception {
    Recorded failing = Apps.failing(folder);
    show(failing, failing.timeline().end());
    assertThat(texts(robot, "#client-alice .trouble-title"))
        .containsExactly("✕ error_500 · view notes");
    assertThat(texts(robot, "#client-bob .trouble-title"))
        .containsExactly("✕ error_500 · view notes", "✕ listener · error_500");
    assertThat(in(robot, "alice", "Notes: 1")).isNotNull();
    assertThat(texts(robot, ".pane-heading")).contains("WHY THE ERROR");
    assertThat(texts(robot, ".why-detail"))
        .contains("failed: view notes: notes is not iterable (app.js:6)");
    robot.clickOn(in(robot, "alice", ".trouble"));
    assertThat(failing.timeline().message(seeks.getFirst()).orElseThrow().message().toString())
        .startsWith("Failed[");
  }

  @Test
  void ofTwoHundredSessionsOneIsOpenAndAnyCanBeFound(FxRobot robot) throws Exception {
    Recorded crowd = Apps.crowd(folder, 200);
    long start = System.nanoTime();
    show(crowd, crowd.timeline().end());
    long first = System.nanoTime() - start;
    assertThat(texts(robot, "#session-count")).containsExactly("200 sessions, 200 live");
    assertThat(robot.lookup(".client-card").queryAll()).hasSize(1);
    long[] idle = new long[1];
    WaitForAsyncUtils.waitForAsyncFx(
        10_000,
        () -> {
          long before = System.nanoTime();
          for (int i = 0; i < 100; i++) {
            pane.show(crowd.timeline(), crowd.timeline().end(), crowd.labels());
          }
          idle[0] = (System.nanoTime() - before) / 100;
          return true;
        });
    System.out.printf(
        "200 sessions: shown in %d ms, unchanged in %d µs%n", first / 1_000_000, idle[0] / 1_000);
    robot.clickOn("#session-search").write("user-137");
    assertThat(texts(robot, "#session-count")).containsExactly("1 of 200");
    robot.clickOn(robot.lookup("#sessions .session-line").<Node>query());
    assertThat(pane.selected()).hasValue("user-137");
    assertThat(selections).containsExactly("user-137");
    assertThat(robot.lookup(".client-card .client-name").<Label>query().getText())
        .isEqualTo("user-137");
    assertThat(Duration.ofNanos(idle[0])).isLessThan(Duration.ofMillis(5));
  }

  @Test
  void withoutASessionItSaysHowToGetOne(FxRobot robot) {
    show(new Recorded(new Timeline(new Recording()), Labels.PLAIN), 0);
    assertThat(texts(robot, ".nobody .label")).contains("No session at this moment");
  }
}
