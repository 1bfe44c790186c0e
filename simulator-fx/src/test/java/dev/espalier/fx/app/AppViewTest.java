package dev.espalier.fx.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.testfx.util.WaitForAsyncUtils.asyncFx;
import static org.testfx.util.WaitForAsyncUtils.waitFor;
import static org.testfx.util.WaitForAsyncUtils.waitForAsyncFx;
import static org.testfx.util.WaitForAsyncUtils.waitForFxEvents;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.annals.Played;
import dev.espalier.fx.editor.EditorProblem;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.words.Target;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before each test by TestFX
class AppViewTest {
  private final List<String> acts = new ArrayList<>();
  private final List<Target> followed = new ArrayList<>();
  private Path folder;
  private Path file;
  private String text;
  private Played broken;
  private AppView view;

  @BeforeAll
  void play(@TempDir Path temporary) throws Exception {
    folder = temporary;
    broken = Broken.play(folder);
    file = folder.resolve("app.js");
    text = Files.readString(file);
  }

  @Start
  void open(Stage stage) throws Exception {
    Application.setUserAgentStylesheet(Look.LIGHT.styleSheet());
    acts.clear();
    followed.clear();
    Files.writeString(file, text);
    view =
        new AppView(
            saved -> acts.add("save " + saved.length()), () -> acts.add("reload"), followed::add);
    view.show(broken.at(broken.timeline().steps().getFirst().after()), 0);
    view.open(folder);
    stage.setScene(new Scene(view.root(), 460, 700));
    stage.show();
  }

  @AfterEach
  void close() {
    waitForAsyncFx(5_000, view::close);
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    waitFor(20, SECONDS, () -> asyncFx(condition).get());
    waitForFxEvents();
  }

  private static CodeArea script(FxRobot robot) {
    return robot.lookup("#script").queryAs(CodeArea.class);
  }

  private void untilOpen(FxRobot robot) throws Exception {
    until(() ->
        robot.lookup("#script").tryQuery().isPresent() && script(robot).getText().equals(text));
  }

  private static boolean isShown(FxRobot robot, String id) {
    return robot.lookup(id).tryQuery().map(Node::isVisible).orElse(false);
  }

  /** Types at the end of the script. */
  private void type(FxRobot robot, String typed) {
    robot.clickOn("#script");
    waitForAsyncFx(5_000, () -> script(robot).moveTo(script(robot).getLength()));
    robot.write(typed);
    waitForFxEvents();
  }

  @Test
  void whatIsTypedIsMarkedUntilItIsSavedAndThenTheAppIsLoadedAgain(FxRobot robot) throws Exception {
    untilOpen(robot);
    assertThat(isShown(robot, "#unsaved")).isFalse();

    type(robot, "//x");
    assertThat(isShown(robot, "#unsaved")).isTrue();
    assertThat(Files.readString(file)).isEqualTo(text);

    robot.push(KeyCode.CONTROL, KeyCode.S);
    until(() -> !acts.isEmpty());
    assertThat(acts).containsExactly("save " + (text.length() + 3));
    assertThat(Files.readString(file)).isEqualTo(text + "//x");
    assertThat(isShown(robot, "#unsaved")).isFalse();
  }

  @Test
  void typingCanBeUndoneAndNothingBeforeIt(FxRobot robot) throws Exception {
    untilOpen(robot);

    type(robot, "//x");
    for (int i = 0; i < 4; i++) {
      robot.push(KeyCode.CONTROL, KeyCode.Z);
    }
    waitForFxEvents();

    assertThat(script(robot).getText()).isEqualTo(text);
    assertThat(isShown(robot, "#unsaved")).isFalse();
  }

  @Test
  void whenTheFileChangesMeanwhileBothTextsCanBeHad(FxRobot robot) throws Exception {
    untilOpen(robot);
    type(robot, "//mine");
    Files.writeString(file, text + "//somebody else's");

    until(() -> isShown(robot, "#keep-mine"));
    assertThat(script(robot).getText()).isEqualTo(text + "//mine");

    robot.clickOn("#take-theirs");
    waitForFxEvents();
    assertThat(script(robot).getText()).isEqualTo(text + "//somebody else's");
    assertThat(acts).hasSize(1);

    robot.clickOn("#script").push(KeyCode.CONTROL, KeyCode.Z);
    waitForFxEvents();
    assertThat(script(robot).getText()).isEqualTo(text + "//mine");
  }

  @Test
  void whoKeepsTheirTextSavesItOverTheOther(FxRobot robot) throws Exception {
    untilOpen(robot);
    type(robot, "//mine");
    Files.writeString(file, text + "//somebody else's");
    until(() -> isShown(robot, "#keep-mine"));

    robot.clickOn("#keep-mine").clickOn("#save-script");

    until(() -> !acts.isEmpty());
    assertThat(Files.readString(file)).isEqualTo(text + "//mine");
  }

  @Test
  void whatWasTypedIsThereAgainWhenTheAppIsOpenedAgain(FxRobot robot) throws Exception {
    untilOpen(robot);
    type(robot, "//mine");

    waitForAsyncFx(5_000, () -> view.open(URI.create("http://127.0.0.1:3000")));
    waitForAsyncFx(5_000, () -> view.open(folder));

    until(() ->
        robot.lookup("#script").tryQuery().isPresent()
            && script(robot).getText().equals(text + "//mine"));
    assertThat(isShown(robot, "#unsaved")).isTrue();
  }

  @Test
  void aViewThatFailsIsMarkedInItsLineAndListed(FxRobot robot) throws Exception {
    untilOpen(robot);

    waitForAsyncFx(5_000, () -> view.show(broken.atTheEnd(), 0));
    waitForAsyncFx(5_000, () -> view.reveal(31));
    waitForFxEvents();

    assertThat(script(robot).getParagraph(30).getParagraphStyle()).contains("wrong");
    assertThat(robot.lookup(".note").queryAs(Label.class).getText())
        .startsWith("view counter: TypeError");

    robot.clickOn("Parts");
    waitForFxEvents();
    robot.clickOn("W main");
    assertThat(followed).hasSize(1);
  }

  @Test
  void whyItDoesNotLoadIsSaidUntilItIsEdited(FxRobot robot) throws Exception {
    untilOpen(robot);

    waitForAsyncFx(
        5_000,
        () ->
            view.problems(
                ImmutableList.of(new EditorProblem(1, 1, "SyntaxError: Expected an operand"))));
    waitForFxEvents();
    assertThat(robot.lookup(".note").queryAll()).hasSize(1);

    type(robot, "x");
    assertThat(robot.lookup(".note").queryAll()).isEmpty();
  }

  @Test
  void aTextIsFoundInTheScript(FxRobot robot) throws Exception {
    untilOpen(robot);

    robot.clickOn("#script").push(KeyCode.CONTROL, KeyCode.F);
    robot.write("increment");
    waitForFxEvents();
    assertThat(script(robot).getSelectedText()).isEqualTo("increment");
    assertThat(robot.lookup("1 of 2").tryQuery()).isPresent();

    robot.type(KeyCode.ENTER);
    waitForFxEvents();
    assertThat(robot.lookup("2 of 2").tryQuery()).isPresent();
    robot.type(KeyCode.ESCAPE);
    assertThat(isShown(robot, "#find")).isTrue();
    assertThat(robot.lookup("#find").query().getParent().isVisible()).isFalse();
  }

  @Test
  void anAppElsewhereIsLoadedAgainByAButton(FxRobot robot) {
    waitForAsyncFx(5_000, () -> view.open(URI.create("http://127.0.0.1:3000")));
    waitForFxEvents();

    robot.clickOn("Load again");

    assertThat(acts).containsExactly("reload");
    assertThat(robot.lookup("#app-name").queryAs(Label.class).getText())
        .isEqualTo("http://127.0.0.1:3000");
  }

  @Test
  void aScriptThatCannotBeReadSaysSo(FxRobot robot) throws Exception {
    waitForAsyncFx(5_000, () -> view.open(folder.resolve("none.js")));

    until(() ->
        robot.lookup("#app-notice").queryAs(Label.class).getText().startsWith("There is no "));
  }
}
