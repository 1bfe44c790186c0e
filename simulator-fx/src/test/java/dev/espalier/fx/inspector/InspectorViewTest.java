package dev.espalier.fx.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.testfx.util.WaitForAsyncUtils.waitForAsyncFx;
import static org.testfx.util.WaitForAsyncUtils.waitForFxEvents;

import dev.espalier.fx.annals.Played;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.words.Target;
import dev.espalier.otp.Name;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.text.TextFlow;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before each test by TestFX
class InspectorViewTest {
  private static final Target BOBS_SCM = new Target.ToProcess(new Name("SCM", "bob"));

  private Played counter;
  private InspectorView view;
  private long at;
  private @Nullable Target selected;
  private final List<String> acts = new ArrayList<>();

  @BeforeAll
  void play() throws Exception {
    counter = Played.of("counter");
  }

  @Start
  void open(Stage stage) {
    Application.setUserAgentStylesheet(Look.LIGHT.styleSheet());
    acts.clear();
    at = counter.timeline().end();
    view = new InspectorView(this::follow, hand(), Look.LIGHT);
    show(null);
    stage.setScene(new Scene(view.root(), 380, 640));
    stage.show();
  }

  private Hand hand() {
    return new Hand() {
      @Override
      public void kill(ProcessAt process) {
        acts.add("kill " + process.identity());
      }

      @Override
      public void suspend(ProcessAt process) {
        acts.add("suspend " + process.identity());
      }

      @Override
      public void resume(ProcessAt process) {
        acts.add("resume " + process.identity());
      }
    };
  }

  /** As the window does. */
  private void follow(Target target) {
    switch (target) {
      case Target.ToMoment(long event) -> {
        at = event;
        show(selected);
      }
      case Target.ToMessage _, Target.ToProcess _ -> show(target);
      case Target.ToLine _ -> {}
    }
  }

  private void show(@Nullable Target target) {
    selected = target;
    view.show(counter.at(at), target);
  }

  private void look(@Nullable Target target) {
    waitForAsyncFx(5_000, () -> show(target));
    waitForFxEvents();
  }

  private static String title(FxRobot robot) {
    return robot.lookup("#process-title").queryAs(Label.class).getText();
  }

  private static List<String> lines(FxRobot robot, String id) {
    return robot.lookup(id).queryAs(Pane.class).getChildren().stream()
        .map(TextFlow.class::cast)
        .map(TextFlow::getAccessibleText)
        .toList();
  }

  @Test
  void withoutASelectionItSaysWhatToDo(FxRobot robot) {
    assertThat(lines(robot, "#status").getFirst()).isEqualTo("Nothing is selected.");
    assertThat(lines(robot, "#status").getLast()).startsWith("Click a process in the graph");
    assertThat(robot.lookup("#kill").queryButton()).matches(button -> !shows(button));
  }

  private static boolean shows(Button button) {
    return button.getParent().isVisible() && button.getParent().getParent().getParent().isVisible();
  }

  @Test
  void aLinkIsFollowedAndTheWayBackIsKept(FxRobot robot) {
    look(BOBS_SCM);

    robot.clickOn("Q counter · user: global");
    waitForFxEvents();
    assertThat(title(robot)).isEqualTo("Q  counter · user: global");

    robot.clickOn("#back");
    waitForFxEvents();
    assertThat(title(robot)).isEqualTo("SCM  bob");
    assertThat(robot.lookup("#back").queryButton().isVisible()).isFalse();
  }

  @Test
  void theStateIsATreeAndWhatHasChangedIsMarked(FxRobot robot) {
    look(BOBS_SCM);

    TreeView<?> state = robot.lookup("#state").queryAs(TreeView.class);

    assertThat(state.getRoot().getChildren()).hasSize(3);
    assertThat(robot.lookup("#state .changed").queryAll()).hasSize(1);
  }

  @Test
  void messagesAreSearchedAndOneIsChosen(FxRobot robot) {
    look(BOBS_SCM);
    robot.clickOn("Messages");
    ListView<?> messages = robot.lookup("#messages").queryAs(ListView.class);
    int all = messages.getItems().size();

    robot.clickOn("#message-filter").write("publish change");
    waitForFxEvents();
    assertThat(messages.getItems()).isNotEmpty().hasSizeLessThan(all);

    robot.clickOn("publish Change");
    waitForFxEvents();
    assertThat(title(robot)).isEqualTo("publish Change");
    assertThat(lines(robot, "#status").getFirst()).isEqualTo("from CS to SCM bob");
  }

  @Test
  void aProcessIsKilledOrSuspendedByItsButtons(FxRobot robot) {
    look(BOBS_SCM);

    robot.clickOn("Kill").clickOn("Suspend");

    assertThat(acts).containsExactly("kill SCM bob", "suspend SCM bob");
  }

  @Test
  void aClientCannotBeKilled(FxRobot robot) {
    look(new Target.ToProcess(new Name("Client", "bob")));

    assertThat(robot.lookup("#kill").queryButton().isDisabled()).isTrue();
  }

  @Test
  void whoDoesNotLiveYetIsFoundWhereItBegins(FxRobot robot) {
    at = 200;
    look(BOBS_SCM);
    assertThat(lines(robot, "#status").getFirst())
        .isEqualTo("It does not live yet at this moment.");
    long begins = counter.timeline().lives().all(new Name("SCM", "bob")).getFirst().born();

    robot.clickOn("00:00.000 #" + begins);
    waitForFxEvents();

    assertThat(lines(robot, "#status").getFirst()).startsWith("is starting");
  }

  @Test
  void linksAreReachedAndFollowedWithTheKeyboard(FxRobot robot) {
    look(BOBS_SCM);
    robot.clickOn("#copy-name");

    for (int i = 0; i < 4; i++) {
      robot.type(KeyCode.TAB);
    }
    robot.type(KeyCode.ENTER);
    waitForFxEvents();

    assertThat(title(robot)).isEqualTo("Q  counter · user: global");
  }
}
