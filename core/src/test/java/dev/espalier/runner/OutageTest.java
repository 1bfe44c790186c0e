package dev.espalier.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.mongodb.MongoException;
import dev.espalier.app.JavaApp;
import dev.espalier.environment.Database;
import dev.espalier.environment.DatabaseUnreachableException;
import dev.espalier.gateway.Client;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.mongo.MongoSource;
import dev.espalier.mongo.MongoUnavailableException;
import dev.espalier.otp.Choice;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.session.ToClient;
import dev.espalier.session.ToClient.Problem;
import dev.espalier.trace.TraceEvent;
import dev.espalier.ui.ListenerCode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Connections that break, and a MongoDB that is down for a while. */
@Timeout(60)
class OutageTest {
  private static final String KINDS = "dev.espalier.runner.World#kinds";
  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();
  private static final String ADD = ListenerCode.of("add", NOTHING);

  /** Shows how many things there are, and adds one. */
  private static final JavaApp THINGS =
      new JavaApp(
          World.json(
              "{'lenra':{'routes':[{'path':'/','view':{'_type':'view','name':'count','find':{'coll':'things','query':{}}}}]}}"),
          ImmutableMap.of(
              "count",
              request ->
                  World.json(
                      "{'_type':'button','text':'%d','onPressed':{'_type':'listener','name':'add'}}"
                          .formatted(request.data().size()))),
          ImmutableMap.of("add", (request, data) -> data.create("things", World.json("{'a':1}"))));

  private static String shown(World world, Pid client) {
    JsonNode ui = world.ui(client);
    return ui == null ? "nothing" : ui.at("/root/text").asString();
  }

  private static void insert(Database database) {
    database.inSession(session ->
        database.collection("things").insertOne(session, new BsonDocument("a", new BsonInt32(2))));
  }

  private static void insert(int id, Database database) {
    database.inSession(session ->
        database
            .collection("things")
            .insertOne(session, new BsonDocument("_id", new BsonInt32(id))));
  }

  private static Stream<ToClient> received(World world, Pid client) {
    return World.received(world.since(), client);
  }

  private static Stream<String> notes(World world) {
    return world.recording.after(0).stream()
        .flatMap(event ->
            event.event() instanceof ProcessEvent.Noted(_, String note)
                ? Stream.of(note)
                : Stream.of());
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void aChangeStreamThatIsCutGoesOnWhereItWasAndSaysSo(World.Kind kind) {
    try (World world = kind.with(THINGS)) {
      Pid alice = world.connect("alice");
      world.click(alice, ADD);
      Pid stream = world.all("CS").getFirst().pid();
      for (int cut = 1; cut <= 5; cut++) {
        world.runner.cut(world.environment);
        world.click(alice, ADD);
        assertThat(shown(world, alice)).isEqualTo(String.valueOf(cut + 1));
      }
      assertThat(world.all("CS").getFirst().pid()).isEqualTo(stream);
      assertThat(notes(world))
          .containsOnly("the change stream is read through another connection")
          .hasSize(5);
      assertThat(World.received(world.recording.after(0), alice))
          .filteredOn(ToClient.PatchUi.class::isInstance)
          .hasSize(6);
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void aCutIsFoundOutThoughNothingIsWritten(World.Kind kind) {
    try (World world = kind.with(THINGS)) {
      world.connect("alice");
      world.runner.cut(world.environment);
      world.node.settle();
      assertThat(notes(world))
          .containsExactly("the change stream is read through another connection");
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void whileMongoIsDownListenersSayThatItDoesNotAnswer(World.Kind kind) throws Exception {
    try (World world = kind.with(THINGS)) {
      Pid alice = world.connect("alice");
      world.runner.stopMongo();
      world.since();
      world.click(alice, ADD);
      assertThat(received(world, alice))
          .containsExactly(
              new ToClient.Ran(
                  1, new Problem("error_500", "listener add: MongoDB does not answer", NOTHING)));
      assertThat(shown(world, alice)).isEqualTo("0");
      world.runner.startMongo();
      world.click(alice, ADD);
      assertThat(shown(world, alice)).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void aUiThatIsToBeBuiltMeanwhileStaysAndIsBuiltAfterwards(World.Kind kind) throws Exception {
    try (World world = kind.with(THINGS)) {
      Pid alice = world.connect("alice");
      world.click(alice, ADD);
      world.runner.stopMongo();
      world.since();
      world.runner.reload(
          world.environment,
          new JavaApp(
              THINGS.manifest(),
              ImmutableMap.of("count", _ -> World.json("{'_type':'button','text':'new'}")),
              THINGS.listeners()));
      world.node.settle();
      assertThat(received(world, alice))
          .containsExactly(
              new ToClient.Failed(new Problem("mongo_error", "MongoDB does not answer", NOTHING)));
      assertThat(shown(world, alice)).isEqualTo("1");
      world.runner.startMongo();
      world.node.settle();
      assertThat(shown(world, alice)).isEqualTo("new");
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void nothingWrittenBeforeOrAfterIsLostOrSeenTwice(World.Kind kind) throws Exception {
    try (World world = kind.with(THINGS)) {
      Pid alice = world.connect("alice");
      for (int outage = 0; outage < 3; outage++) {
        insert(world.runner.database(world.environment));
        world.runner.stopMongo();
        world.node.settle();
        world.runner.startMongo();
        insert(world.runner.database(world.environment));
        world.node.settle();
        assertThat(shown(world, alice)).isEqualTo(String.valueOf(2 * outage + 2));
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void writesByHandFailAtOnceInWordsAndWorkAfterwards(World.Kind kind) throws Exception {
    try (World world = kind.with(THINGS)) {
      Pid alice = world.connect("alice");
      Database database = world.runner.database(world.environment);
      world.runner.stopMongo();
      long before = System.nanoTime();
      assertThatThrownBy(() -> insert(database))
          .isInstanceOf(MongoException.class)
          .isInstanceOf(DatabaseUnreachableException.class)
          .hasMessage("MongoDB does not answer");
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
      world.runner.startMongo();
      world.change(OutageTest::insert);
      assertThat(shown(world, alice)).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void whoIsKilledMeanwhileIsRestartedAndGoesOnAfterwards(World.Kind kind) throws Exception {
    for (String killed : List.of("CS", "Repo", "Q", "W", "SCM", "UIBuilder")) {
      try (World world = kind.with(THINGS)) {
        Pid alice = world.connect("alice");
        world.click(alice, ADD);
        world.runner.stopMongo();
        world.node.exit(world.all(killed).getFirst().pid(), ExitReason.killed());
        world.node.settle();
        world.runner.startMongo();
        world.node.settle();
        assertThat(shown(world, alice)).as("after " + killed).isEqualTo("1");
        world.click(alice, ADD);
        assertThat(shown(world, alice)).as("after " + killed).isEqualTo("2");
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void aClientThatJoinsMeanwhileIsToldWhyItCannot(World.Kind kind) throws Exception {
    try (World world = kind.with(THINGS)) {
      world.runner.stopMongo();
      Pid bob = world.connect("bob");
      assertThat(World.received(world.recording.after(0), bob))
          .singleElement()
          .isInstanceOfSatisfying(
              ToClient.Failed.class,
              failed -> assertThat(failed.problem().message()).endsWith("MongoDB does not answer"));
      assertThat(world.state(bob).standing()).isEqualTo(Client.Standing.CLOSED);
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void anEnvironmentThatCannotReachItsDatabaseDoesNotStart(World.Kind kind) throws Exception {
    try (World world = kind.with(THINGS)) {
      world.runner.stopMongo();
      assertThatThrownBy(() -> world.runner.environment("second", THINGS, "second"))
          .isInstanceOf(StartFailedException.class)
          .hasMessage("MongoDB does not answer");
      world.runner.startMongo();
      assertThat(world.runner.environment("third", THINGS, "third").id()).isEqualTo("third");
    }
  }

  @Test
  void csTriesAgainByItselfEveryTwoSeconds() throws Exception {
    try (World world = World.simulated(Choice.fifo(), Runner.Settings.DEFAULT, THINGS)) {
      Pid alice = world.connect("alice");
      insert(world.runner.database(world.environment));
      world.runner.stopMongo();
      world.node.settle();
      world.since();
      world.node.advance(Duration.ofSeconds(7));
      assertThat(
              world.since().stream()
                  .map(TraceEvent::event)
                  .filter(event ->
                      event instanceof ProcessEvent.Sent(_, _, _, Object message)
                          && message.toString().equals("Lost[]")))
          .hasSize(3);
      world.mongo.start();
      world.node.advance(Duration.ofSeconds(2));
      assertThat(shown(world, alice)).isEqualTo("1");
    }
  }

  @Test
  void anOutageThatNobodyAnnouncesIsFoundOutAndSoIsItsEnd() throws Exception {
    try (MongoDeployment elsewhere = new MongoSource.Embedded().open(Clock.systemUTC(), _ -> {});
        World world = World.live(THINGS, elsewhere.uri())) {
      Pid alice = world.connect("alice");
      world.click(alice, ADD);
      elsewhere.stop();
      world.since();
      world.click(alice, ADD);
      assertThat(received(world, alice))
          .containsExactly(
              new ToClient.Ran(
                  2, new Problem("error_500", "listener add: MongoDB does not answer", NOTHING)));
      elsewhere.start();
      world.change(OutageTest::insert);
      assertThat(world.node.runUntil(() -> shown(world, alice).equals("2"), Duration.ofSeconds(20)))
          .isTrue();
    }
  }

  @Test
  void theSameSeedGivesTheSameRecordingOfAnOutage() throws Exception {
    assertThat(recorded()).containsExactlyElementsOf(recorded());
  }

  private static List<String> recorded() throws IOException, MongoUnavailableException {
    StringBuilder recorded = new StringBuilder();
    try (World world = World.simulated(Choice.random(5), Runner.Settings.DEFAULT, THINGS)) {
      Pid alice = world.connect("alice");
      insert(7, world.runner.database(world.environment));
      world.runner.cut(world.environment);
      world.click(alice, ADD);
      world.runner.stopMongo();
      world.click(alice, ADD);
      world.node.advance(Duration.ofMinutes(1));
      world.runner.startMongo();
      world.click(alice, ADD);
      assertThat(shown(world, alice)).isEqualTo("3");
      world.recording.write(recorded);
    }
    return recorded.toString().lines().toList();
  }
}
