package dev.espalier.fx.window;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.sun.net.httpserver.HttpServer;
import dev.espalier.fx.opening.Opened;
import dev.espalier.gateway.Client;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.Schedule;
import dev.espalier.scenario.recording.RecordingFile;
import dev.espalier.trace.Recording;
import dev.espalier.trace.TraceEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recordings, opened in the window. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test by TestFX and JUnit
class RecordedTest {
  private static final PlaySettings SEVENTH = PlaySettings.DEFAULT.withSeed(Schedule.RANDOM, 7);

  @TempDir private Path folder;
  private Person person;

  @Start
  void open(Stage stage) {
    person = new Person(stage, Opened.of(Person.LIBRARY.resolve("counter")));
  }

  @AfterEach
  void leave() throws Exception {
    person.leaves();
  }

  /** Records a run; what every session sees at its end. */
  private static ImmutableMap<String, JsonNode> record(Scenario scenario, Path file)
      throws Exception {
    try (Play play = Play.begin(scenario, SEVENTH, _ -> {})) {
      play.toTheEnd();
      assertThat(play.hasFailed()).isFalse();
      RecordingFile.write(file, play.course(), SEVENTH, play.recording());
      return play.uis();
    }
  }

  private Scenario counter() throws Exception {
    return ScenarioReader.read(Person.LIBRARY.resolve("counter"));
  }

  private void picks(Path file) {
    person.willPick(file);
    person.clicks("#picker");
    person.clicks("File …");
  }

  private ImmutableMap<String, JsonNode> uis() throws Exception {
    return person.sees(() ->
        person.viewing().moment().processes().values().stream()
            .flatMap(process ->
                process.state() instanceof Client.State client ? Stream.of(client) : Stream.of())
            .collect(
                toImmutableMap(
                    client -> client.session().id(), client -> requireNonNull(client.ui()))));
  }

  private void waitsForProblem(String words) throws Exception {
    person.waitsUntil(() -> person.robot().lookup("#problem").query().isVisible());
    assertThat(person.reads("#problem")).contains(words);
  }

  @Test
  void exactlyTheRecordedRunIsSeenWithItsSettings() throws Exception {
    Path file = folder.resolve("run.recording");
    ImmutableMap<String, JsonNode> seen = record(counter(), file);

    picks(file);
    person.waitsUntil(() -> person.viewing().performance().recorded().isPresent());
    person.playsToTheEnd();

    assertThat(uis()).isEqualTo(seen);
    Recording watched = person.viewing().performance().recording().orElseThrow();
    assertThat(watched.after(0))
        .extracting(TraceEvent::toJson)
        .isEqualTo(RecordingFile.read(file).events());
    assertThat(person.viewing().performance().settings()).isEqualTo(SEVENTH);
    assertThat(person.reads("#recorded")).isEqualTo("A recording, played again");
    assertThat(person.robot().lookup("#not-as-recorded").query().isVisible()).isFalse();
    assertThat(person.view().remembered().recent()).startsWith(file.toString());
  }

  @Test
  void whereItGoesAnotherWayIsSaidInPlaceAndALinkLeadsThere() throws Exception {
    Path file = folder.resolve("run.recording");
    Scenario scenario = counter();
    AppSource.Script app = (AppSource.Script) scenario.app();
    try (Play play = Play.begin(scenario, SEVENTH, _ -> {})) {
      play.toTheEnd();
      String text = app.text().replace("The common", "The public");
      Scenario renamed =
          new Scenario(
              scenario.file(),
              scenario.title(),
              new AppSource.Script(app.place(), app.path(), text),
              scenario.limits(),
              scenario.steps());
      RecordingFile.write(file, Course.of(renamed), SEVENTH, play.recording());
    }

    picks(file);
    person.waitsUntil(() -> person.viewing().performance().recorded().isPresent());
    person.playsToTheEnd();

    person.waitsUntil(() -> person.robot().lookup("#not-as-recorded").query().isVisible());
    List<String> told =
        person.robot().lookup("#not-as-recorded .label").queryAllAs(Label.class).stream()
            .map(Label::getText)
            .toList();
    assertThat(told.getFirst()).matches("Goes another way from event \\d+ on, in step \\d+\\.");
    assertThat(told.get(1)).startsWith("recorded  ").contains("The common counter");
    assertThat(told.get(2)).startsWith("now  ").contains("The public counter");
    assertThat(person.viewing().run().upcoming()).isEmpty();

    person.clicks("#go-to-departure");

    assertThat(told.getFirst()).contains("event %d ".formatted(person.viewing().player().at()));
  }

  @Test
  void whatIsDoneByHandAfterwardsIsNoDeparture() throws Exception {
    Path file = folder.resolve("run.recording");
    record(counter(), file);
    picks(file);
    person.waitsUntil(() -> person.viewing().performance().recorded().isPresent());
    person.playsToTheEnd();

    person.does("open: carol");
    person.waitsUntil(
        () -> person.viewing().run().isUpToDate() && person.viewing().sessions().contains("carol"));

    assertThat(person.robot().lookup("#not-as-recorded").query().isVisible()).isFalse();
    assertThat(person.viewing().performance().departure()).isEmpty();
  }

  @Test
  void aDamagedOneAndOneThatCannotBeRepeatedSayWhyWhereTheStepsWouldBe() throws Exception {
    Path file = folder.resolve("run.recording");
    record(counter(), file);
    List<String> lines = Files.readAllLines(file);
    Path cut = Files.write(folder.resolve("cut.recording"), lines.subList(0, 9));
    Path live = folder.resolve("live.recording");
    RecordingFile.write(live, Course.of(counter()), SEVENTH.asLive(), new Recording());

    picks(cut);
    waitsForProblem(cut + ":9: truncated: the last line of a recording is missing");

    person.clicks("#picker");
    person.robot().clickOn("#open-where").eraseText(1).write(live.toString());
    person.presses(KeyCode.ENTER);
    person.waitsUntil(() -> person.reads("#problem").contains("live.recording"));
    waitsForProblem("recorded with --live");
    waitsForProblem("record the scenario without it");
  }

  @Test
  void aRunOfAnAppElsewhereIsSeenWithoutTheApp() throws Exception {
    Path file = folder.resolve("run.recording");
    Path written = folder.resolve("scenario.yaml");
    ImmutableMap<String, JsonNode> seen;
    HttpServer app = greeter();
    try {
      Files.writeString(
          written,
          """
          title: A greeting from elsewhere
          app: http://127.0.0.1:%d
          steps:
            - open: alice
            - open: bob
          """
              .formatted(app.getAddress().getPort()));
      seen = record(ScenarioReader.read(written), file);
    } finally {
      app.stop(0);
    }

    picks(file);
    person.waitsUntil(() -> person.viewing().performance().recorded().isPresent());
    person.playsToTheEnd();

    assertThat(uis()).isEqualTo(seen);
    assertThat(String.valueOf(seen.get("alice"))).contains("Hello from elsewhere");
    assertThat(person.viewing().performance().departure()).isEmpty();
  }

  private static HttpServer greeter() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            JsonNode question = JsonMapper.shared().readTree(exchange.getRequestBody());
            String answer =
                question.isEmpty()
                    ? "{\"lenra\": {\"routes\": [{\"path\": \"/\", \"view\": {\"_type\":"
                        + " \"view\", \"name\": \"main\"}}]}}"
                    : question.has("view")
                        ? "{\"_type\": \"text\", \"value\": \"Hello from elsewhere\"}"
                        : "";
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    return server;
  }
}
