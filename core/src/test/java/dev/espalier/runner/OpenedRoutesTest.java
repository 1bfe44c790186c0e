package dev.espalier.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espalier.app.JavaApp;
import dev.espalier.app.Mode;
import dev.espalier.environment.Limits;
import dev.espalier.environment.Routing;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Choice;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Pid;
import dev.espalier.session.EventHandler;
import dev.espalier.session.Route;
import dev.espalier.session.Session;
import dev.espalier.session.ToClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A session whose clients open routes, several at a time. */
class OpenedRoutesTest {
  private static final String KINDS = "dev.espalier.runner.World#kinds";
  private static final Session ALICE =
      new Session("alice", "alice", "/", JsonNodeFactory.instance.objectNode());
  private static final List<Route> ROUTES =
      List.of(
          new Route(Mode.LENRA, "/"),
          new Route(Mode.LENRA, "/even"),
          new Route(Mode.JSON, "/"),
          new Route(Mode.LENRA, "/nothing"));

  private static JavaApp app() {
    String find = "'find':{'coll':'numbers','query':{%s}}";
    return new JavaApp(
        World.json(
            """
            {'lenra':{'routes':[
               {'path':'/','view':{'_type':'view','name':'sum',%1$s}},
               {'path':'/even','view':{'_type':'view','name':'sum',%2$s}},
               {'path':'/nothing','view':{'_type':'view','name':'sum'}}]},
             'json':{'routes':[{'path':'/','view':{'_type':'view','name':'sum',%1$s}}]}}
            """
                .formatted(find.formatted(""), find.formatted("'even':1"))),
        ImmutableMap.of(
            "sum",
            request ->
                World.json(
                    "{'_type':'text','value':'%d'}"
                        .formatted(
                            request
                                .data()
                                .valueStream()
                                .mapToInt(each -> each.path("number").asInt())
                                .sum()))),
        ImmutableMap.of());
  }

  private static List<Pid> open(World world) {
    List<Pid> clients =
        ROUTES.stream()
            .map(
                route -> world.node.start(Client.spec(world.environment, ALICE, route)).pidOrExit())
            .toList();
    world.node.settle();
    return clients;
  }

  private static void add(World world, int number) {
    world.change(data ->
        data.inSession(mongo ->
            data.collection("numbers")
                .insertOne(
                    mongo,
                    new BsonDocument("number", new BsonInt32(number))
                        .append("even", new BsonInt32((number + 1) % 2)))));
  }

  private static JsonNode text(int sum) {
    return World.json("{'_type':'text','value':'%d'}".formatted(sum));
  }

  private static JsonNode shown(World world, Pid client) {
    return Objects.requireNonNull(world.ui(client));
  }

  private static void assertShown(World world, List<Pid> clients, int all, int even) {
    assertThat(shown(world, clients.get(0)).path("root")).isEqualTo(text(all));
    assertThat(shown(world, clients.get(1)).path("root")).isEqualTo(text(even));
    assertThat(world.ui(clients.get(2))).isEqualTo(text(all));
    assertThat(shown(world, clients.get(3)).path("root")).isEqualTo(text(0));
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void eachIsPatchedByTheChangesThatTouchItAndNoOther(World.Kind kind) {
    try (World world = kind.with(app())) {
      List<Pid> clients = open(world);
      add(world, 2);
      assertShown(world, clients, 2, 2);
      world.since();
      add(world, 3);
      assertShown(world, clients, 5, 2);
      var events = world.since();
      assertThat(World.received(events, clients.get(0))).hasSize(1);
      assertThat(World.received(events, clients.get(1))).isEmpty();
      assertThat(World.received(events, clients.get(2))).hasSize(1);
      assertThat(World.received(events, clients.get(3))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void theRestGoesOnWhenOneIsClosed(World.Kind kind) {
    try (World world = kind.with(app())) {
      List<Pid> clients = open(world);
      world.node.cast(clients.get(0), new Client.Leave());
      world.node.settle();
      assertThat(world.all("UIBuilder")).hasSize(3);
      add(world, 2);
      assertThat(shown(world, clients.get(1)).path("root")).isEqualTo(text(2));
      assertThat(world.ui(clients.get(2))).isEqualTo(text(2));
    }
  }

  @Property(tries = 60)
  void whateverIsKilledEveryClientEndsWithTheUiOfNow(@ForAll long seed, @ForAll Routing routing) {
    Runner.Settings settings = new Runner.Settings(Limits.DEFAULT, routing, "");
    try (World world = World.simulated(Choice.random(seed), settings, app())) {
      List<Pid> clients = open(world);
      Random random = new Random(seed);
      int all = 0;
      int even = 0;
      List<String> kinds = List.of("SCM", "UIBuilder", "RDS", "Session.Supervisor", "Q", "W", "CS");
      for (int i = 0; i < 6; i++) {
        var victims = world.all(kinds.get(random.nextInt(kinds.size())));
        if (!victims.isEmpty()) {
          world.node.exit(victims.get(random.nextInt(victims.size())).pid(), ExitReason.killed());
        }
        add(world, i);
        all += i;
        even += i % 2 == 0 ? i : 0;
        assertShown(world, clients, all, even);
      }
    }
  }

  @Test
  void theSessionEndsWithAllItsClients() {
    try (World world = World.simulated(Choice.fifo(), Runner.Settings.DEFAULT, app())) {
      List<Pid> clients = open(world);
      world.since();
      world.node.cast(clients.getFirst(), new Client.End("its client has gone"));
      world.node.settle();
      assertThat(world.all("Client")).isEmpty();
      assertThat(world.all("Session.Supervisor")).isEmpty();
      assertThat(World.received(world.since(), clients.getLast()))
          .contains(new ToClient.Closed("its client has gone"));
    }
  }

  @Test
  void aSessionWhoseClientIsThereIsNotIdle() {
    try (World world = World.simulated(Choice.fifo(), Runner.Settings.DEFAULT, app())) {
      open(world);
      Duration limit = Limits.DEFAULT.session();
      for (int i = 0; i < 3; i++) {
        world.node.advance(limit.minusSeconds(1));
        world.node.cast(ALICE.eventHandler(), new EventHandler.Present());
        world.node.settle();
      }
      assertThat(world.all("Session.Supervisor")).hasSize(1);
      world.node.advance(limit.plusSeconds(1));
      assertThat(world.all("Session.Supervisor")).isEmpty();
    }
  }
}
