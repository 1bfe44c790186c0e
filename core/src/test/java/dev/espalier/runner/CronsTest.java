package dev.espalier.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espalier.app.AppFaults;
import dev.espalier.app.DataAccess.DataException;
import dev.espalier.app.JavaApp;
import dev.espalier.app.JavaApp.Listener;
import dev.espalier.environment.Change;
import dev.espalier.mongo.MongoUnavailableException;
import dev.espalier.otp.Choice;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Listeners that run at set times, on the node's clock. */
class CronsTest {
  private static final String EVERY_TEN_MINUTES = "'listener':'tick','schedule':'*/10 * * * *'";

  /** When the listener ran, in minutes since the world began, with its props. */
  private final List<String> ran = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // set by each test
  private World world;

  private World world(Listener onEnvStart, Listener go) {
    Listener tick =
        (request, _) -> {
          Duration since = Duration.between(World.START, world.node.clock().instant());
          ran.add(since.toMinutes() + (request.props().isEmpty() ? "" : " " + request.props()));
          world.environment.faults().clear();
        };
    world =
        World.simulated(
            Choice.fifo(),
            Runner.Settings.DEFAULT,
            new JavaApp(
                World.json(
                    "{'lenra':{'routes':[{'path':'/','view':{'_type':'view','name':'main'}}]}}"),
                ImmutableMap.of(
                    "main",
                    _ ->
                        World.json(
                            "{'_type':'button','text':'go','onPressed':{'_type':'listener','name':'go'}}")),
                ImmutableMap.of("onEnvStart", onEnvStart, "go", go, "tick", tick)));
    return world;
  }

  private World world(String cron) {
    return world(
        (_, data) -> {
          if (data.crons().isEmpty()) {
            data.addCron(World.json("{%s}".formatted(cron)));
          }
        },
        (_, _) -> {});
  }

  private void advance(Duration duration) {
    world.node.advance(duration);
  }

  private void go(String user) {
    Pid client = world.connect(user);
    JsonNode ui = Objects.requireNonNull(world.ui(client));
    world.click(client, ui.at("/root/onPressed/code").stringValue());
  }

  @Test
  void aCronRunsAtItsTimes() {
    try (World _ = world(EVERY_TEN_MINUTES + ",'props':{'a':1}")) {
      advance(Duration.ofMinutes(9));
      assertThat(ran).isEmpty();
      advance(Duration.ofMinutes(26));
      assertThat(ran).containsExactly("10 {\"a\":1}", "20 {\"a\":1}", "30 {\"a\":1}");
    }
  }

  @Test
  void anAppWithoutCronsHasNoProcessForThem() {
    try (World _ =
        world((_, _) -> {}, (_, data) -> data.addCron(World.json("{" + EVERY_TEN_MINUTES + "}")))) {
      assertThat(world.all("Crons")).isEmpty();
      go("alice");
      assertThat(world.all("Crons")).hasSize(1);
      advance(Duration.ofMinutes(10));
      assertThat(ran).containsExactly("10");
    }
  }

  @Test
  void aCronIsChangedAndDeleted() {
    List<String> steps =
        new ArrayList<>(
            List.of(
                "{'schedule':'0 * * * *'}",
                "{'state':'inactive'}",
                "{'state':'active','props':{'b':2}}"));
    Listener go =
        (_, data) -> {
          String name = data.crons().get(0).path("name").stringValue();
          if (steps.isEmpty()) {
            data.deleteCron(name);
          } else {
            data.changeCron(name, World.json(steps.removeFirst()));
          }
        };
    try (World _ =
        world((_, data) -> data.addCron(World.json("{" + EVERY_TEN_MINUTES + "}")), go)) {
      go("alice");
      advance(Duration.ofMinutes(61));
      assertThat(ran).containsExactly("60");
      go("bob");
      advance(Duration.ofMinutes(60));
      assertThat(ran).containsExactly("60");
      go("carol");
      advance(Duration.ofMinutes(60));
      assertThat(ran).containsExactly("60", "180 {\"b\":2}");
      go("dave");
      advance(Duration.ofMinutes(60));
      assertThat(ran).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 1440", "false, ''"})
  void whatAStoppedEnvironmentMissedRunsOnceWhenItStartsAgain(boolean missed, String at) {
    try (World _ = world(EVERY_TEN_MINUTES + ",'should_run_missed_steps':" + missed)) {
      world.runner.stop(world.environment);
      world.node.settle();
      assertThat(world.all("Crons")).isEmpty();
      advance(Duration.ofDays(1));
      assertThat(ran).isEmpty();
      world.connect("alice");
      assertThat(String.join(" ", ran)).isEqualTo(at);
      advance(Duration.ofMinutes(10));
      assertThat(ran).last().isEqualTo("1450");
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 35 40", "true, 35 35 35 40"})
  void aCronThatDoesNotOverlapIsLeftOutWhileItRuns(boolean overlap, String expected) {
    try (World _ = world(EVERY_TEN_MINUTES + ",'overlap':" + overlap)) {
      advance(Duration.ofMinutes(9));
      world
          .environment
          .faults()
          .add(new AppFaults.Fault(AppFaults.Kind.LISTENER, "tick", Duration.ofMinutes(25), null));
      advance(Duration.ofMinutes(32));
      assertThat(String.join(" ", ran)).isEqualTo(expected);
    }
  }

  @Test
  void aCronGoesOnAfterACrash() {
    try (World _ = world(EVERY_TEN_MINUTES)) {
      advance(Duration.ofMinutes(15));
      world.kill(world.environment.crons());
      advance(Duration.ofMinutes(10));
      assertThat(ran).containsExactly("10", "20");
    }
  }

  @Test
  void whatIsDueWhileMongoDbIsDownRunsWhenItIsBack() throws MongoUnavailableException {
    try (World _ = world(EVERY_TEN_MINUTES)) {
      advance(Duration.ofMinutes(5));
      world.runner.stopMongo();
      advance(Duration.ofMinutes(7));
      assertThat(ran).isEmpty();
      world.runner.startMongo();
      advance(Duration.ofMinutes(1));
      assertThat(ran).containsExactly("12");
    }
  }

  @Test
  void noViewHearsOfCrons() {
    try (World _ =
        world((_, _) -> {}, (_, data) -> data.addCron(World.json("{" + EVERY_TEN_MINUTES + "}")))) {
      go("alice");
      assertThat(world.since())
          .noneMatch(event ->
              event.event() instanceof ProcessEvent.Sent(_, _, _, Object message)
                  && Change.in(message).isPresent());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'listener':'tick'}|a cron needs a listener and a schedule, e.g.",
        "{'schedule':'* * * * *'}|listener is the name of one of the app's listeners",
        "{'listener':'@lenra:navTo','schedule':'* * * * *'}|listener is the name of one",
        "{'listener':'tick','schedule':'soon'}|soon is no schedule:",
        "{'listener':'tick','schedule':'* * * * * *'}|* * * * * * is no schedule:",
        "{'listener':'tick','schedule':'60 * * * *'}|60 * * * * is no schedule:",
        "{'listener':'tick','schedule':'0 0 30 2 *'}|0 0 30 2 * is no schedule:",
        "{'listener':'tick','schedule':'* * * * *','state':'on'}|state is \"active\" or"
            + " \"inactive\"",
        "{'listener':'tick','schedule':'* * * * *','overlap':1}|overlap is true or false; got 1",
        "{'listener':'tick','schedule':'* * * * *','props':[]}|props are an object; got []"
      })
  void aCronThatCannotBeIsExplained(String cron, String message) {
    List<String> refusals = new ArrayList<>();
    Listener adding =
        (_, data) -> {
          try {
            data.addCron(World.json(cron));
          } catch (DataException e) {
            refusals.add(e.status() + " " + e.reason() + " " + e.getMessage());
          }
        };
    try (World _ = world(adding, (_, _) -> {})) {
      assertThat(refusals)
          .singleElement()
          .asString()
          .startsWith("400 bad_request " + message)
          .doesNotContain("\n");
    }
  }

  @Test
  void aScheduleOfOneWeekdayComesOnThatDay() {
    try (World _ = world("'listener':'tick','schedule':'30 6 * * 5'")) {
      for (int i = 0; i < 40; i++) {
        advance(Duration.ofMinutes(55));
        world.connect("user " + i);
      }
      assertThat(ran).containsExactly(Long.toString(Duration.ofHours(30).toMinutes() + 30));
    }
  }
}
