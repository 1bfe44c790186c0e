package dev.espalier.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.app.AppFaults;
import dev.espalier.app.ScriptApp;
import dev.espalier.environment.Environment;
import dev.espalier.environment.Limits;
import dev.espalier.environment.Routing;
import dev.espalier.gateway.RequestLog;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.mongo.MongoSource;
import dev.espalier.otp.Choice;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Node;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.runner.Runner;
import dev.espalier.scenario.story.Palette;
import dev.espalier.session.Session;
import dev.espalier.trace.Recording;
import dev.espalier.ui.ListenerCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Lines word for word, of an app that counts, on the virtual clock. */
class ServeLogTest {
  private static final Instant START = Instant.parse("2026-01-01T09:30:00Z");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final String APP =
      """
      export const manifest = {
        lenra: {routes: [{path: '/', view: {
          _type: 'view', name: 'counter', find: {coll: 'counter', query: {}}}}]},
      };
      export const views = {
        counter: ([counter]) => ({
          _type: 'button',
          text: `${counter?.count ?? 0}`,
          onPressed: {_type: 'listener', name: 'increment'},
        }),
      };
      export const listeners = {
        increment: (props, event, api) => {
          if (api.find('counter').length === 0) api.create('counter', {count: 1});
          else api.updateMany('counter', {}, {$inc: {count: 1}});
        },
        onSessionStart: () => {},
      };
      """;

  private final Recording recording = new Recording();
  private final ServeLog log = new ServeLog();
  private int seen;
  private Node node;
  private MongoDeployment mongo;
  private Runner runner;
  private Environment environment;
  private Pid alice;

  @BeforeEach
  void aliceIsThere() throws Exception {
    node = Node.simulated(Choice.fifo(), START, 1, recording);
    mongo = new MongoSource.Embedded().open(node.clock().withZone(ZoneOffset.UTC), _ -> {});
    runner = Runner.start(node, mongo, new Runner.Settings(Limits.DEFAULT, Routing.INDEXED, ""));
    environment =
        runner.environment("app", ScriptApp.of(Path.of("app.js"), APP, node.clock()), "app");
    alice = runner.connect(environment, new Session("alice", "alice", "/", JSON.objectNode()));
    node.settle();
  }

  @AfterEach
  void close() {
    runner.close();
    mongo.close();
  }

  private void click() {
    runner.run(alice, ListenerCode.of("increment", JSON.objectNode()), JSON.objectNode());
    node.settle();
  }

  /** What is told of what has happened since the last time. */
  private List<String> told() {
    List<String> lines =
        recording.after(seen).stream()
            .flatMap(event -> log.tell(event).stream())
            .map(line -> (line.wrong() ? "! " : "") + line.written(ZoneOffset.UTC, Palette.PLAIN))
            .toList();
    seen = recording.size();
    return lines;
  }

  private void fault(AppFaults.Kind kind, String name, Duration delay, @Nullable String failure) {
    environment.faults().add(new AppFaults.Fault(kind, name, delay, failure));
  }

  @Test
  void aSessionThatBeginsIsTold() {
    assertThat(told())
        .containsExactly(
            "09:30:00.000 session   alice begins",
            "09:30:00.000 listener  alice: onSessionStart {}, 0 ms",
            "09:30:00.000 view      counter, 0 ms",
            "09:30:00.000 ui        alice: 125 bytes");
  }

  @Test
  void aClickIsToldFromTheListenerToThePatchWithTimings() {
    click();
    told();
    fault(AppFaults.Kind.LISTENER, "increment", Duration.ofMillis(250), null);
    fault(AppFaults.Kind.VIEW, "counter", Duration.ofMillis(40), null);
    click();
    assertThat(told())
        .containsExactly(
            "09:30:00.250 data      find counter, 0 ms",
            "09:30:00.250 data      updateMany counter, 0 ms",
            "09:30:00.250 listener  alice: increment {}, 250 ms",
            "09:30:00.250 change    update counter {_id: ObjectId(…0001), count: 2}",
            "09:30:00.290 view      counter, 40 ms",
            "09:30:00.290 patch     alice: 50 bytes, 40 ms after the change: replace /root/text"
                + " \"2\"");
  }

  @Test
  void aListenerThatFailsIsToldWithTheReason() {
    told();
    fault(AppFaults.Kind.LISTENER, "increment", Duration.ZERO, "no luck");
    click();
    assertThat(told())
        .containsExactly(
            "! 09:30:00.000 listener  alice: increment {}, 0 ms: error_500: listener increment:"
                + " no luck");
  }

  @Test
  void aViewThatFailsIsToldToWhomeverShowsItByName() {
    told();
    fault(AppFaults.Kind.VIEW, "counter", Duration.ofMillis(12), "count is undefined");
    click();
    assertThat(told())
        .endsWith(
            "! 09:30:00.012 view      counter failed, 12 ms",
            "! 09:30:00.012 error     alice: error_500: view counter: count is undefined");
  }

  @Test
  void aSessionThatEndsIsTold() {
    told();
    runner.disconnect(alice);
    node.settle();
    assertThat(told()).contains("09:30:00.000 session   alice ends: its client has left");
  }

  @Test
  void aProcessThatBreaksIsTold() {
    told();
    Pid changeStream =
        node.processes().stream()
            .filter(process -> environment.changeStream().equals(process.name()))
            .map(ProcessInfo::pid)
            .findFirst()
            .orElseThrow();
    node.exit(changeStream, ExitReason.killed());
    node.settle();
    assertThat(told()).contains("! 09:30:00.000 crash     CS app: killed");
  }

  @Test
  void whatIsRememberedDoesNotGrowWithWhatHappens() {
    click();
    told();
    int remembered = log.remembered();
    for (int i = 0; i < 100; i++) {
      click();
    }
    assertThat(told()).hasSizeGreaterThan(400);
    assertThat(log.remembered()).isEqualTo(remembered);
  }

  @Test
  void aRequestIsToldWithItsStatusAndWhyItWasRefused() {
    assertThat(
            ServeLog.tell(
                    START,
                    new RequestLog.Answered(
                        "GET", "/app/colls/a/docs", 200, Duration.ofMillis(3), ""))
                .written(ZoneOffset.UTC, Palette.PLAIN))
        .isEqualTo("09:30:00.000 request   GET /app/colls/a/docs: 200, 3 ms");
    assertThat(
            ServeLog.tell(
                START,
                new RequestLog.Answered(
                    "GET", "/no", 404, Duration.ofSeconds(11), "{\"message\":\"not here\"}")))
        .isEqualTo(
            new Line(START, "request", "GET /no: 404, 11 s: {\"message\":\"not here\"}", true));
  }

  @Test
  void aLineStaysALineWhateverIsInIt() {
    assertThat(new Line(START, "app", "one\ntwo", false).written(ZoneOffset.UTC, Palette.PLAIN))
        .isEqualTo("09:30:00.000 app       one two");
  }
}
