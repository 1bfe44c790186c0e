package dev.espalier.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.app.App;
import dev.espalier.app.AppFaults.Fault;
import dev.espalier.app.AppFaults.Kind;
import dev.espalier.environment.Database;
import dev.espalier.environment.Limits;
import dev.espalier.environment.Routing;
import dev.espalier.gateway.Client;
import dev.espalier.mongo.MongoUnavailableException;
import dev.espalier.otp.Choice;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.session.Session;
import dev.espalier.session.ToClient;
import dev.espalier.trace.TraceEvent;
import dev.espalier.ui.ListenerCode;
import dev.espalier.ui.PatchException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The five promises to clients (order, no glitch, convergence, no noise, nothing lost), for random
 * apps, changes, failures and schedules. The oracle builds every UI from nothing.
 */
class PromisesTest {
  /** One more of the same within 5 s, and the root would give up, as it should. */
  private static final int KILLS = 3;

  private static final int MOST_IN_A_SECOND = 50;

  private static final String WRITE =
      ListenerCode.of("write", JsonNodeFactory.instance.objectNode());

  /** With the root the node ends, and a client is nobody's to lose but its own. */
  private static final Set<String> IMMORTAL = Set.of("Supervisor", "Client");

  private static Runner.Settings settings(Routing routing) {
    return new Runner.Settings(Limits.DEFAULT, routing, "");
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void everyUiIsThatOfSomeMomentInOrderAndTheLastOneThatOfNow(
      @ForAll long seed, @ForAll Routing routing) {
    walk(seed, routing, 0, false);
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void soItIsWhateverProcessesAreKilledOnTheWay(@ForAll long seed, @ForAll Routing routing) {
    walk(seed, routing, KILLS, false);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void soItIsWhateverIsReloadedCutOrDownOnTheWay(@ForAll long seed, @ForAll Routing routing) {
    walk(seed, routing, 0, true);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void soItIsThoughProcessesAreKilledMeanwhile(@ForAll long seed, @ForAll Routing routing) {
    walk(seed, routing, KILLS, true);
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void aFailingAppLeavesTheLastUiAndTheNextChangeMendsIt(
      @ForAll long seed, @ForAll Routing routing) {
    Random random = new Random(seed);
    App app = new RandomApp(random).app();
    try (World world = World.simulated(Choice.random(seed), settings(routing), app)) {
      Map<String, Pid> clients = new LinkedHashMap<>();
      for (int step = 0; step < 4; step++) {
        act(world, clients, random);
        world.node.settle();
      }
      Pid client = clients.values().iterator().next();
      JsonNode before = world.ui(client);
      world.environment.faults().add(new Fault(Kind.VIEW, null, Duration.ZERO, "out of order"));
      world.since();
      insertEverywhere(world, client);
      List<ToClient> received = World.received(world.since(), client).toList();
      assertThat(received).hasSize(1).allMatch(ToClient.Failed.class::isInstance);
      assertThat(world.ui(client)).isEqualTo(before);

      world.environment.faults().clear();
      world.change(database ->
          database.inSession(session ->
              database
                  .collection("elsewhere")
                  .insertOne(session, new BsonDocument("a", new BsonInt32(1)))));
      BuiltFromNothing oracle = oracle(world, app, client);
      assertThat(world.ui(client)).isEqualTo(oracle.at(oracle.database().now()));
    }
  }

  /** Changes what every query of a random app finds for this client. */
  private static void insertEverywhere(World world, Pid client) {
    String me = world.state(client).session().me(world.environment).orElseThrow();
    List<BsonDocument> documents =
        Stream.of("{a: 1}", "{a: 0}", "{a: 2, tags: ['x', 'y']}", "{a: 3, user: '%s'}")
            .map(written -> BsonDocument.parse(written.formatted(me)))
            .toList();
    world.change(database ->
        database.inSession(session -> {
          session.startTransaction();
          RandomApp.COLLECTIONS.forEach(
              collection -> database.collection(collection).insertMany(session, documents));
          session.commitTransaction();
          return true;
        }));
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void aChangeThatTouchesNoQueryReachesNobody(@ForAll long seed, @ForAll Routing routing) {
    Random random = new Random(seed);
    App app = new RandomApp(random).app();
    try (World world = World.simulated(Choice.random(seed), settings(routing), app)) {
      Map<String, Pid> clients = new LinkedHashMap<>();
      for (int step = 0; step < 6; step++) {
        act(world, clients, random);
        world.node.settle();
      }
      world.since();
      world.change(database ->
          database.inSession(session ->
              database
                  .collection("elsewhere")
                  .insertOne(session, new BsonDocument("a", new BsonInt32(1)))));
      List<TraceEvent> events = world.since();
      List<Pid> bystanders =
          world.node.processes().stream()
              .filter(each -> Set.of("W", "UIBuilder", "Client").contains(each.kind()))
              .map(ProcessInfo::pid)
              .toList();
      assertThat(events)
          .isNotEmpty()
          .noneMatch(event ->
              event.event() instanceof ProcessEvent.Sent sent && bystanders.contains(sent.to()));
    }
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void bothRoutingsGiveTheSamePatches(@ForAll long seed) {
    assertThat(received(seed, Routing.INDEXED)).isEqualTo(received(seed, Routing.BROADCAST));
  }

  /**
   * All that each client received, when every action is one change and is waited for: several that
   * run together may be done in one go, or not.
   */
  private static List<List<ToClient>> received(long seed, Routing routing) {
    Random random = new Random(seed);
    App app = new RandomApp(random).app();
    try (World world = World.simulated(Choice.fifo(), settings(routing), app)) {
      Map<String, Pid> clients = new LinkedHashMap<>();
      for (int step = 0; step < 10; step++) {
        act(world, clients, random, RandomApp.transaction(random));
        world.node.settle();
      }
      List<TraceEvent> events = world.recording.after(0);
      return clients.values().stream()
          .map(client -> World.received(events, client).toList())
          .toList();
    }
  }

  private static void walk(long seed, Routing routing, int kills, boolean mishaps) {
    Random random = new Random(seed);
    App app = new RandomApp(random).app();
    try (World world = World.simulated(Choice.random(seed), settings(routing), app)) {
      Map<String, Pid> clients = new LinkedHashMap<>();
      List<App> apps = new ArrayList<>(List.of(app));
      int toKill = kills;
      for (int step = 0; step < 12; step++) {
        if (toKill > 0 && random.nextInt(3) == 0) {
          kill(world, random);
          toKill--;
        } else if (mishaps && random.nextInt(3) == 0) {
          mishap(world, apps, random);
        } else if (!world.mongo.isStopped() || !clients.isEmpty()) {
          act(world, clients, random);
        }
        if (random.nextInt(3) == 0) {
          world.node.settle();
        } else {
          int until = world.recording.size() + random.nextInt(400);
          world.node.runUntil(() -> world.recording.size() >= until, Duration.ofMillis(1));
        }
      }
      if (world.mongo.isStopped()) {
        startMongo(world);
      }
      world.node.settle();
      check(world, apps, clients, mishaps);
    }
  }

  private static void mishap(World world, List<App> apps, Random random) {
    switch (random.nextInt(3)) {
      case 0 -> reload(world, apps, random);
      case 1 -> world.runner.cut(world.environment);
      default -> {
        if (world.mongo.isStopped()) {
          startMongo(world);
        } else {
          stopMongo(world);
        }
      }
    }
  }

  private static void reload(World world, List<App> apps, Random random) {
    App next = new RandomApp(random).app();
    try {
      world.runner.reload(world.environment, next);
      apps.add(next);
    } catch (ReloadFailedException e) {
      assertThat(world.environment.app().runs(next)).as(e.getMessage()).isFalse();
    }
  }

  private static void stopMongo(World world) {
    try {
      world.runner.stopMongo();
    } catch (MongoUnavailableException e) {
      throw new AssertionError(e);
    }
  }

  private static void startMongo(World world) {
    try {
      world.runner.startMongo();
    } catch (MongoUnavailableException e) {
      throw new AssertionError(e);
    }
  }

  private static void kill(World world, Random random) {
    List<ProcessInfo> mortal =
        world.node.processes().stream().filter(each -> !IMMORTAL.contains(each.kind())).toList();
    if (!mortal.isEmpty()) {
      ProcessInfo chosen = mortal.get(random.nextInt(mortal.size()));
      world.node.note("kill " + chosen.kind() + " " + chosen.pid());
      world.node.exit(chosen.pid(), ExitReason.killed());
    }
  }

  private static void act(World world, Map<String, Pid> clients, Random random) {
    act(world, clients, random, RandomApp.operations(random));
  }

  private static void act(
      World world, Map<String, Pid> clients, Random random, JsonNode operations) {
    boolean mayJoin = clients.size() < 4 && !world.mongo.isStopped();
    if (clients.isEmpty() || (mayJoin && random.nextInt(5) == 0)) {
      String id = "s" + clients.size();
      clients.put(
          id,
          world.runner.connect(
              world.environment,
              new Session(
                  id, "user" + random.nextInt(2), "/", JsonNodeFactory.instance.objectNode())));
    } else {
      Pid client = List.copyOf(clients.values()).get(random.nextInt(clients.size()));
      world.runner.run(client, WRITE, operations);
    }
  }

  private static void check(
      World world, List<App> apps, Map<String, Pid> clients, boolean mishaps) {
    List<TraceEvent> events = world.recording.after(0);
    assertThat(clients.values().stream().flatMap(client -> World.received(events, client)))
        .noneMatch(message -> message instanceof ToClient.Failed failed && !mayBe(failed, mishaps));
    List<Pid> joined = clients.values().stream().filter(each -> isJoined(world, each)).toList();
    if (!mishaps) {
      assertThat(joined).containsExactlyElementsOf(clients.values());
    } else if (joined.isEmpty()) {
      return; // who had to join again while MongoDB was down has given up, and with the last the
      // tree
    }
    Database database = world.runner.database(world.environment);
    List<BsonTimestamp> times = momentsUntil(database.now());
    for (Pid client : joined) {
      List<BuiltFromNothing> oracles =
          apps.stream().map(app -> oracle(world, app, client)).toList();
      assertThat(world.ui(client)).isEqualTo(oracles.getLast().at(database.now()));
      assertInOrder(
          shown(events, client),
          oracles.stream().map(oracle -> times.stream().map(oracle::at).toList()).toList());
    }
  }

  private static boolean isJoined(World world, Pid client) {
    return world.state(client).standing() == Client.Standing.JOINED;
  }

  private static boolean mayBe(ToClient.Failed failed, boolean mishaps) {
    return mishaps && failed.problem().message().endsWith("MongoDB does not answer");
  }

  /** Every cluster time there can have been. */
  private static List<BsonTimestamp> momentsUntil(BsonTimestamp now) {
    return IntStream.rangeClosed((int) World.START.getEpochSecond(), now.getTime())
        .boxed()
        .flatMap(second ->
            IntStream.rangeClosed(1, second == now.getTime() ? now.getInc() : MOST_IN_A_SECOND)
                .mapToObj(inc -> new BsonTimestamp(second, inc)))
        .toList();
  }

  private static BuiltFromNothing oracle(World world, App app, Pid client) {
    String me = world.state(client).session().me(world.environment).orElseThrow();
    return new BuiltFromNothing(app, world.runner.database(world.environment), me);
  }

  /** Every UI a client had. */
  private static List<JsonNode> shown(List<TraceEvent> events, Pid client) {
    List<JsonNode> shown = new ArrayList<>();
    World.received(events, client)
        .forEach(message -> {
          switch (message) {
            case ToClient.Ui(JsonNode ui) -> shown.add(ui);
            case ToClient.PatchUi patched -> {
              assertThat(patched.patch().isEmpty()).isFalse();
              try {
                shown.add(patched.patch().apply(shown.getLast()));
              } catch (PatchException e) {
                throw new AssertionError(e);
              }
            }
            default -> {}
          }
        });
    return shown;
  }

  /**
   * Each UI is that of one app at one moment, neither of which is before that of the UI before.
   *
   * @param moments the UI of each moment, for each app
   */
  private static void assertInOrder(List<JsonNode> shown, List<List<JsonNode>> moments) {
    int last = moments.getFirst().size();
    int[] earliest = new int[moments.size()];
    for (JsonNode ui : shown) {
      int from = last;
      for (int app = 0; app < moments.size(); app++) {
        from = Math.min(from, earliest[app]);
        int moment = from;
        while (moment < last && !moments.get(app).get(moment).equals(ui)) {
          moment++;
        }
        earliest[app] = moment;
      }
      assertThat(Arrays.stream(earliest).min().orElse(last))
          .as("the UI of some later moment: " + ui)
          .isLessThan(last);
    }
  }
}
