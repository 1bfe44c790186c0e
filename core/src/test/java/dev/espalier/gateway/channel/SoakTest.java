package dev.espalier.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.Multisets;
import dev.espalier.app.HttpApp;
import dev.espalier.environment.Environment;
import dev.espalier.environment.Limits;
import dev.espalier.environment.Routing;
import dev.espalier.gateway.Client;
import dev.espalier.gateway.DataApi;
import dev.espalier.gateway.Gateway;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.mongo.MongoSource;
import dev.espalier.otp.Group;
import dev.espalier.otp.Node;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.runner.Runner;
import dev.espalier.session.Session;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many users of one app, while connections break and the app dies: a few of them for a moment, or
 * in the profile soak 500 for ten minutes.
 */
class SoakTest {
  private static final int CLIENTS = Integer.getInteger("espalier.soak.clients", 12);
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("espalier.soak.seconds", 6));
  private static final Duration PATIENCE = Duration.ofSeconds(20).plus(TIME);
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();
  private static final Duration APP_LIMIT = Duration.ofSeconds(10);
  private static final Limits LIMITS =
      new Limits(
          Duration.ofDays(1), Duration.ofDays(1), Duration.ofSeconds(1), APP_LIMIT, APP_LIMIT);

  /** Whoever lives only as long as somebody is there for whom. */
  private static final Set<String> PASSING =
      Set.of(
          "Session.Supervisor",
          "SCM",
          "UIBuilder",
          "Session.EventHandler",
          "Client",
          "Socket",
          "RouteChannel",
          "Q",
          "W",
          "MS",
          "MT");

  private final Random random = new Random(1);

  /** A node with the app's tree on a database. */
  private record Tree(Node node, Gateway gateway, Runner runner, Environment environment)
      implements AutoCloseable {

    static Tree start(MongoDeployment mongo, SoakApp app, ChannelLimits limits) throws Exception {
      Node node = Node.live(null);
      AtomicReference<@Nullable Environment> environment = new AtomicReference<>();
      Gateway gateway =
          Gateway.start(
              Gateway.LOOPBACK,
              0,
              List.of(
                  new DataApi(node),
                  Channels.start(
                      node, _ -> Optional.ofNullable(environment.get()), Origins.LOCAL, limits)));
      Runner runner =
          Runner.start(node, mongo, new Runner.Settings(LIMITS, Routing.INDEXED, gateway.url()));
      Environment started =
          runner.environment("app", HttpApp.at(app.url(), APP_LIMIT, APP_LIMIT), "app");
      environment.set(started);
      return new Tree(node, gateway, runner, started);
    }

    URI socket(int user) {
      return URI.create(
          gateway.url().replace("http:", "ws:")
              + "/socket/websocket?vsn=2.0.0&app=app&userId=user"
              + user);
    }

    Stream<ProcessInfo> passing() {
      return node.processes().stream().filter(process -> PASSING.contains(process.kind()));
    }

    @Override
    public void close() {
      gateway.close();
      runner.close();
    }
  }

  @Test
  void whateverDiesEveryClientEndsWithTheUiOfNowAndNothingIsLeftOver() throws Exception {
    soak(Duration.ofMillis(200), 2); // Whatever is made once and kept is there from here on.
    Set<String> threads = threads();
    ImmutableMultiset<String> files = files();

    soak(TIME, CLIENTS);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(threads()).isSubsetOf(threads);
          assertThat(Multisets.difference(files(), files)).isEmpty();
        });
  }

  private void soak(Duration time, int users) throws Exception {
    Node node;
    try (MongoDeployment mongo = MongoSource.parse("embedded").open(Clock.systemUTC(), _ -> {});
        SoakApp app = new SoakApp();
        HttpClient http = HttpClient.newHttpClient();
        Tree tree = Tree.start(mongo, app, TestLimits.grace(Duration.ofSeconds(1)))) {
      Instant calm = Instant.now().plus(time);
      List<SoakClient> clients =
          IntStream.range(0, users)
              .mapToObj(user -> new SoakClient(http, tree.socket(user), user, calm))
              .toList();
      List<Thread> threads = clients.stream().map(Thread::startVirtualThread).toList();
      dieNowAndThen(app, clients, calm);

      assertAllShowTheUiOfNow(clients, mongo, app);

      threads.forEach(Thread::interrupt);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(tree.passing().map(process -> String.valueOf(process.name()))).isEmpty());
      assertThat(tree.node().members(new Group("scm", "app"))).isEmpty();
      node = tree.node();
    }
    assertThat(node.processes()).isEmpty();
  }

  /** The app dies after so many questions, and comes back after so many clicks. */
  private void dieNowAndThen(SoakApp app, List<SoakClient> clients, Instant calm)
      throws IOException {
    while (Instant.now().isBefore(calm)) {
      long last = app.asked() + random.nextLong(40L * clients.size());
      until(calm, () -> app.asked() >= last);
      app.die();
      long longing = clicks(clients) + random.nextLong(clients.size());
      until(calm, () -> clicks(clients) >= longing);
      app.live();
    }
  }

  private static void until(Instant calm, BooleanSupplier condition) {
    await().atMost(PATIENCE).until(() -> condition.getAsBoolean() || Instant.now().isAfter(calm));
  }

  private static long clicks(List<SoakClient> clients) {
    return clients.stream().mapToLong(SoakClient::clicks).sum();
  }

  /** Each the same as one that another node, on the same database, builds from nothing. */
  private static void assertAllShowTheUiOfNow(
      List<SoakClient> clients, MongoDeployment mongo, SoakApp app) throws Exception {
    try (Tree other = Tree.start(mongo, app, ChannelLimits.DEFAULT)) {
      List<Pid> fresh = new ArrayList<>();
      for (int user = 0; user < clients.size(); user++) {
        fresh.add(
            other
                .runner()
                .connect(
                    other.environment(), new Session("fresh" + user, "user" + user, "/", NOTHING)));
      }
      for (int user = 0; user < clients.size(); user++) {
        SoakClient client = clients.get(user);
        Pid expected = fresh.get(user);
        await()
            .atMost(PATIENCE)
            .untilAsserted(() ->
                assertThat(uncoded(client.ui()))
                    .isEqualTo(uncoded(ui(other, expected)))
                    .isNotEqualTo(NOTHING));
        assertThat(client.misfit()).isNull();
      }
    }
  }

  private static JsonNode ui(Tree tree, Pid client) {
    return tree.node().processes().stream()
        .filter(process -> process.pid().equals(client))
        .flatMap(process ->
            process.state() instanceof Client.State shown
                ? Stream.ofNullable(shown.ui())
                : Stream.empty())
        .findFirst()
        .orElse(NOTHING);
  }

  /** Codes are each session's own. */
  private static JsonNode uncoded(JsonNode ui) {
    JsonNode copy = ui.deepCopy();
    copy.findParents("code").forEach(listener -> ((ObjectNode) listener).put("code", ""));
    return copy;
  }

  /** Whose threads there are, apart from those that carry virtual ones or wait for the test. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(thread -> NUMBER.matcher(thread.getName()).replaceAll("N"))
        .filter(name -> !name.startsWith("ForkJoinPool") && !name.startsWith("awaitility"))
        .collect(Collectors.toSet());
  }

  /** The files and sockets that this JVM has open, where the system tells. */
  private static ImmutableMultiset<String> files() throws IOException {
    Path open = Path.of("/proc/self/fd");
    if (!Files.isDirectory(open)) {
      return ImmutableMultiset.of();
    }
    try (Stream<Path> files = Files.list(open)) {
      return files
          .map(file -> NUMBER.matcher(target(file)).replaceAll("N"))
          .collect(ImmutableMultiset.toImmutableMultiset());
    }
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }
}
