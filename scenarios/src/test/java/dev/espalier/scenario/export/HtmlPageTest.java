package dev.espalier.scenario.export;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

class HtmlPageTest {
  /** All that is to be read in a client's UI, in the order of the document. */
  private static final String READ =
      """
      [...document.querySelectorAll('[data-session="%s"] .ui :is(.text, .button, input:not([type]), input[type=text])')]
          .map(each => each.value ?? each.textContent)\
      """;

  private static final String READ_ALL =
      "[...document.querySelectorAll('%s')].map(each => each.textContent)";

  @TempDir private static Path folder;

  private static Chromium chromium;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> program = Chromium.program();
    assumeTrue(program.isPresent(), "there is no chromium on the PATH; the page was not opened");
    chromium =
        Chromium.start(program.orElseThrow(), Files.createDirectory(folder.resolve("profile")));
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  /** Opens the page of a scenario that has been played. */
  private static Play open(String scenario) throws Exception {
    return open(Path.of("library", scenario));
  }

  private static Play open(Path scenario) throws Exception {
    Play play = played(scenario);
    Path page = folder.resolve(scenario.getFileName() + ".html");
    Files.writeString(page, HtmlPage.of(Run.of(play)));
    chromium.open(page.toUri());
    return play;
  }

  private static Play played(Path scenario) throws Exception {
    Play play = Play.begin(ScenarioReader.read(scenario), PlaySettings.DEFAULT, _ -> {});
    while (!play.isOver()) {
      play.next();
    }
    return play;
  }

  private static void assertNothingWentWrong() {
    assertThat(chromium.named("Runtime.exceptionThrown")).isEmpty();
    assertThat(chromium.named("Runtime.consoleAPICalled")).isEmpty();
    assertThat(chromium.named("Log.entryAdded")).isEmpty();
    assertThat(chromium.named("Network.requestWillBeSent"))
        .extracting(request -> request.path("request").path("url").asString())
        .allMatch(
            url -> (url.startsWith("file:") && url.contains(".html")) || url.equals("data:,"));
  }

  private static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  /** What a UI shows to be read. */
  private static List<String> texts(JsonNode component) {
    List<String> texts = new ArrayList<>();
    String type = component.path("_type").asString("");
    switch (type) {
      case "text", "textfield" -> texts.add(component.path("value").asString());
      case "button" -> texts.add(component.path("text").asString());
      default -> {}
    }
    component.path("children").forEach(child -> texts.addAll(texts(child)));
    return texts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"todo", "counter", "crash", "transfer", "idle"})
  void atTheEndEachClientSeesWhatItSawInTheRun(String scenario) throws Exception {
    try (Play play = open(scenario)) {
      chromium.evaluate("go(END)");
      assertThat(play.uis()).isNotEmpty();
      for (String session : play.uis().keySet()) {
        List<String> expected = texts(requireNonNull(play.uis().get(session)).path("root"));
        assertThat(expected).isNotEmpty();
        assertThat(strings(chromium.evaluate(READ.formatted(session)))).isEqualTo(expected);
      }
      assertNothingWentWrong();
    }
  }

  @Test
  void scrubbedToAnyEventFromEitherSideThePageIsTheSame() throws Exception {
    try (Play play = open("todo")) {
      assertThat(play.hasFailed()).isFalse();
      JsonNode different =
          chromium.evaluate(
              """
              (() => {
                const page = () => document.querySelector('main').innerHTML;
                const seen = [];
                for (let each = 0; each <= END; each += 97) { go(each); seen.push(page()); }
                const different = [];
                for (let each = (seen.length - 1) * 97; each >= 0; each -= 97) {
                  go(each);
                  if (page() !== seen[each / 97]) different.push(each);
                }
                return different;
              })()\
              """);
      assertThat(different).isEmpty();
      assertNothingWentWrong();
    }
  }

  @Test
  void keysAndTheSliderMoveThroughTheRun() throws Exception {
    try (Play play = open("counter")) {
      assertThat(play.hasFailed()).isFalse();
      press("key: 'End'");
      assertThat(chromium.evaluate("now === END").asBoolean()).isTrue();
      press("key: 'Home'");
      assertThat(chromium.evaluate("now").asInt()).isZero();
      press("key: 'ArrowRight', shiftKey: true");
      assertThat(chromium.evaluate("now === run.steps[0].after").asBoolean()).isTrue();
      press("key: 'ArrowLeft'");
      assertThat(chromium.evaluate("now < run.steps[0].after").asBoolean()).isTrue();
      chromium.evaluate("$('scrub').value = '500'; $('scrub').dispatchEvent(new Event('input'))");
      assertThat(chromium.evaluate("now").asInt()).isEqualTo(500);
      assertThat(chromium.evaluate("$('count').textContent").asString())
          .startsWith("event 500 of ");
      assertNothingWentWrong();
    }
  }

  @Test
  void playedItGoesOnByItselfToTheEnd() throws Exception {
    try (Play play = open("counter")) {
      assertThat(play.hasFailed()).isFalse();
      chromium.evaluate("go(END - 20); $('speed').value = '30'; play()");
      untilItRests();
      assertThat(chromium.evaluate("now === END").asBoolean()).isTrue();
      assertNothingWentWrong();
    }
  }

  @Test
  void theRunStopsAtAQuestionUntilItIsAnsweredAndGradesTheAnswer() throws Exception {
    try (Play play = open(Path.of("lessons", "04-the-way-of-a-change"))) {
      assertThat(play.hasFailed()).isFalse();
      chromium.evaluate("$('speed').value = '30'; play()");
      untilItRests();
      assertThat(chromium.evaluate("now === run.steps.find(step => step.is === 'ask').before"))
          .isEqualTo(BooleanNode.TRUE);
      assertThat(strings(chromium.evaluate(READ_ALL.formatted("#steps .open :is(p, button)"))))
          .containsExactly(
              "How does Alice's screen learn of it?",
              "The listener returns what is new, and the session draws it",
              "The database reports the change, and CS passes it on",
              "The UIBuilder builds the screen again after each click, whatever happened",
              "Show me");

      chromium.evaluate("document.querySelector('#steps .open button').click()");

      assertThat(strings(chromium.evaluate(READ_ALL.formatted("#steps .answers p"))))
          .containsExactly(
              "✗ you said: The listener returns what is new, and the session draws it",
              "✓ The database reports the change, and CS passes it on",
              "Writing and showing are two ways that meet only in the database. So it makes no"
                  + " difference who wrote.");
      untilItRests();
      assertThat(strings(chromium.evaluate(READ_ALL.formatted("#steps .open .question"))))
          .containsExactly(
              "Somebody sits at the database and sets the pot to 99, past the app. Does Alice see"
                  + " it?");
      chromium.evaluate("document.querySelector('#steps .open .quiet').click()");
      assertThat(chromium.evaluate("playing !== null").asBoolean()).isTrue();
      chromium.evaluate("pause(); go(END)");
      assertThat(strings(chromium.evaluate(READ_ALL.formatted("#steps .right-choice"))))
          .hasSize(Math.toIntExact(questions(play)));
      assertNothingWentWrong();
    }
  }

  private static long questions(Play play) {
    return play.played().stream().filter(played -> played.step() instanceof Step.Ask).count();
  }

  @Test
  void theNarrationPointsAtProcesses() throws Exception {
    try (Play play = open(Path.of("lessons", "04-the-way-of-a-change"))) {
      assertThat(play.hasFailed()).isFalse();
      chromium.evaluate("go(run.steps.find(step => step.is === 'ask').before)");
      assertThat(strings(chromium.evaluate(READ_ALL.formatted("#tree .meant .name"))))
          .containsExactly("Session.EventHandler", "Client");
      chromium.evaluate("go(END)");
      assertNothingWentWrong();
    }
  }

  private static void untilItRests() throws Exception {
    chromium.evaluate(
        """
        new Promise(done => {
          const look = () => (playing ? requestAnimationFrame(look) : done(0));
          look();
        })\
        """);
  }

  @Test
  void whatAnAppWritesStaysText() throws Exception {
    String evil = "</script><img src=x onerror=window.broken=1><!--";
    Path app = folder.resolve("app.js");
    Files.writeString(
        app,
        """
        export const manifest = {lenra: {routes: [{path: '/', view: {_type: 'view', name: 'main'}}]}};
        export const views = {main: () => ({_type: 'text', value: '%s'})};
        """
            .formatted(evil));
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(file, "title: \"<b>%s\"\nsteps:\n  - open: alice\n".formatted(evil));
    try (Play play = played(file)) {
      Path page = folder.resolve("evil.html");
      Files.writeString(page, HtmlPage.of(Run.of(play)));
      chromium.open(page.toUri());
      chromium.evaluate("go(END)");
      assertThat(strings(chromium.evaluate(READ.formatted("alice")))).containsExactly(evil);
      assertThat(chromium.evaluate("document.title").asString()).isEqualTo("<b>" + evil);
      assertThat(chromium.evaluate("window.broken === undefined").asBoolean()).isTrue();
      assertNothingWentWrong();
    }
  }

  private static void press(String key) throws Exception {
    chromium.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {%s}))".formatted(key));
  }
}
