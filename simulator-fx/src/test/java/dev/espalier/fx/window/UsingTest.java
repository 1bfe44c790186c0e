package dev.espalier.fx.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.opening.Opened;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Name;
import dev.espalier.scenario.play.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** An app that is used by hand, by two sessions, and changed while it runs. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test by TestFX and JUnit
class UsingTest {
  @TempDir private Path folder;
  private Path script;
  private Person person;

  @Start
  void open(Stage stage) throws Exception {
    script = folder.resolve("app.js");
    Files.copy(Person.LIBRARY.resolve("counter/app.js"), script);
    person = new Person(stage, Opened.of(script));
  }

  @AfterEach
  void leave() throws Exception {
    person.leaves();
  }

  private void twoSessions() throws Exception {
    person.waitsUntil(() -> person.viewing().run().isUpToDate());
    person.clicks("#add-session");
    person.playsToTheEnd();
    person.clicks("#add-session");
    person.playsToTheEnd();
  }

  private Set<Button> buttonsOf(String session) {
    return person
        .robot()
        .from(person.robot().lookup("#client-" + session).<Node>query())
        .lookup((Node node) -> node instanceof Button button && "+".equals(button.getText()))
        .queryAll();
  }

  private String uiOf(String session) throws Exception {
    return person.sees(() ->
        person.viewing().moment().processes().values().stream()
            .filter(process -> new Name("Client", session).equals(process.name()))
            .flatMap(process ->
                process.state() instanceof Client.State client
                    ? Stream.of(String.valueOf(client.ui()))
                    : Stream.of())
            .findFirst()
            .orElse(""));
  }

  private List<String> textsIn(String query) {
    return person
        .robot()
        .from(person.robot().lookup(query).<Node>query())
        .lookup((Node node) -> node instanceof Labeled || node instanceof Text)
        .queryAll()
        .stream()
        .map(node -> node instanceof Text text ? text.getText() : ((Labeled) node).getText())
        .toList();
  }

  @Test
  void aClickOnPlusInOneClientPatchesBothAndIsExplained() throws Exception {
    twoSessions();

    person.robot().clickOn(List.copyOf(buttonsOf("alice")).getLast());
    person.playsToTheEnd();

    assertThat(uiOf("alice")).contains("The common counter: 1");
    assertThat(uiOf("bob")).contains("The common counter: 1");
    person.waitsUntil(() -> textsIn("#client-bob").contains("The common counter: 1"));
    assertThat(textsIn("#client-alice")).contains("The common counter: 1");
    assertThat(textsIn("#diff")).contains("“The common counter: 0”", "“The common counter: 1”");
    assertThat(textsIn("#why")).contains("alice clicks “+”", "UIBuilder alice");

    person
        .robot()
        .interact(() -> person.viewing().seek(person.viewing().timeline().steps().get(1).after()));
    person.waitsUntil(() -> textsIn("#client-alice").contains("The common counter: 0"));
    assertThat(uiOf("bob")).contains("The common counter: 0");
  }

  @Test
  void anEditedViewIsDrawnAgainWithItsDataAndABrokenOneIsSaidInPlace() throws Exception {
    twoSessions();
    person.robot().clickOn(List.copyOf(buttonsOf("alice")).getLast());
    person.playsToTheEnd();

    edit("The common counter", "Our counter");
    person.playsToTheEnd();
    assertThat(person.sees(() -> person.viewing().timeline().steps().getLast().outcome()))
        .isEqualTo(new Outcome.Done());
    assertThat(uiOf("alice")).contains("Our counter: 1");
    assertThat(uiOf("bob")).contains("Our counter: 1");

    edit("counter: ([{", "counter: ([{{{");
    person.playsToTheEnd();
    assertThat(uiOf("bob")).contains("Our counter: 1");
    assertThat(person.robot().lookup(".failed").queryAll()).isNotEmpty();
    person.waitsUntil(
        () -> textsIn("#app").stream().anyMatch(text -> text.contains("SyntaxError")));

    edit("counter: ([{{{", "counter: ([{");
    person.playsToTheEnd();
    assertThat(person.sees(() -> person.viewing().timeline().steps().getLast().outcome()))
        .isEqualTo(new Outcome.Done());
    assertThat(Files.readString(script)).contains("Our counter");
  }

  private void edit(String from, String to) throws Exception {
    person.robot().interact(() -> person.view().show(Part.APP));
    person.waitsUntil(() -> {
      CodeArea area = person.robot().lookup(".code-area").tryQueryAs(CodeArea.class).orElse(null);
      return area != null && area.getText().contains(from);
    });
    CodeArea area = person.robot().lookup(".code-area").queryAs(CodeArea.class);
    person
        .robot()
        .interact(() -> {
          int at = area.getText().indexOf(from);
          area.replaceText(at, at + from.length(), to);
          area.requestFocus();
        });
    int before = person.sees(() -> person.viewing().timeline().steps().size());
    person.presses(KeyCode.CONTROL, KeyCode.S);
    person.waitsUntil(() -> person.viewing().timeline().steps().size() > before);
  }

  @Test
  void aKilledQIsStartedAgainAndEverybodySeesOn() throws Exception {
    twoSessions();

    person.does("kill: Q, key: global");
    person.playsToTheEnd();

    assertThat(person.sees(() -> person.viewing().moment().restarts())).isPositive();
    person.robot().interact(() -> person.view().show(Part.CLIENTS));
    person.robot().clickOn(List.copyOf(buttonsOf("alice")).getLast());
    person.playsToTheEnd();
    assertThat(uiOf("bob")).contains("The common counter: 1");
  }

  @Test
  void whatWasDoneByHandIsSavedAsAScenario() throws Exception {
    twoSessions();
    person.robot().clickOn(List.copyOf(buttonsOf("alice")).getLast());
    person.playsToTheEnd();
    Path file = folder.resolve("mine.yaml");
    person.willPick(file);

    person.presses(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
    person.waitsUntil(() -> person.reads("#note").startsWith("Saved as"));

    assertThat(Files.readString(file))
        .contains("open: alice", "open: bob", "click: +, below:", "The common counter: 1");
    person.robot().interact(() -> person.view().open(Opened.of(file)));
    person.waitsUntil(() -> person.viewing().run().upcoming().size() > 2);
    person.playsToTheEnd();
    assertThat(person.robot().lookup(".failed").queryAll()).isEmpty();
  }
}
