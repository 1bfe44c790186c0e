package dev.espalier.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.collect.ImmutableList;
import dev.espalier.mongo.MongoSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An app made with {@code @lenra/app}, started as its developer would, and clients on {@code
 * @lenra/client}, or where that does not do, on what it is built on. Needs Node and npm: {@code mvn
 * verify -Pinterop}.
 */
@EnabledIfSystemProperty(
    named = "espalier.interop",
    matches = "true",
    disabledReason = "mvn verify -Pinterop runs it, with Node")
class InteropTest {
  private static final Path FOLDER = Path.of("src/test/npm").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final List<NpmClient> clients = new ArrayList<>();
  private Server.Serving serving;

  @BeforeAll
  static void installPackages() throws Exception {
    Process install =
        new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
            .directory(FOLDER.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(install.waitFor()).isZero();
  }

  @BeforeEach
  void serve() throws Exception {
    AppSource app =
        new AppSource.Started(
            ImmutableList.of("npm", "--prefix", FOLDER.toString(), "start"), freeUrl());
    serving = Server.start(Server.Settings.local(app, new MongoSource.Embedded()), lines::add);
  }

  @AfterEach
  void stop() throws IOException {
    for (NpmClient client : clients) {
      client.close();
    }
    serving.close();
  }

  private static URI freeUrl() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
  }

  private NpmClient open(String script, String user, String route) throws IOException {
    NpmClient client = NpmClient.start(FOLDER, script, serving.url(), user, route);
    clients.add(client);
    return client;
  }

  private static void awaitShown(NpmClient client, String pointer, Object value) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(client.shown().at(pointer).asString()).isEqualTo(String.valueOf(value)));
  }

  private static JsonNode by(String user) {
    return JsonMapper.shared().createObjectNode().put("by", user);
  }

  @Test
  void twoClientsOfLenrasPackageHaveTheSameDataAfterEitherOfThemClicks() throws Exception {
    NpmClient alice = open("json-client.mjs", "alice", "/counter/everybody");
    NpmClient bob = open("json-client.mjs", "bob", "/counter/everybody");
    awaitShown(alice, "/count", 0);
    awaitShown(bob, "/count", 0);
    alice.run("/onIncrement", by("alice"));
    awaitShown(bob, "/count", 1);
    bob.run("/onIncrement", by("bob"));
    awaitShown(alice, "/count", 2);
    awaitShown(bob, "/count", 2);
    assertThat(alice.shown().path("history")).isEqualTo(json("['alice','bob']"));
    assertThat(bob.shown().path("history")).isEqualTo(alice.shown().path("history"));
    NpmClient late = open("json-client.mjs", "bob", "/counter/everybody");
    awaitShown(late, "/count", 2);
    assertThat(late.shown().path("history")).isEqualTo(alice.shown().path("history"));
    assertNothingWentWrong();
  }

  @Test
  void whatIsOnesOwnIsSeenByNobodyElse() throws Exception {
    NpmClient alice = open("json-client.mjs", "alice", "/counter/me");
    NpmClient bob = open("json-client.mjs", "bob", "/counter/me");
    awaitShown(alice, "/count", 0);
    awaitShown(bob, "/count", 0);
    alice.run("/onIncrement", by("alice"));
    awaitShown(alice, "/count", 1);
    bob.run("/onIncrement", by("bob"));
    awaitShown(bob, "/history/0", "bob");
    assertThat(bob.shown().path("count").asInt()).isEqualTo(1);
    assertThat(alice.shown().path("history")).isEqualTo(json("['alice']"));
    assertNothingWentWrong();
  }

  @Test
  void patchesMakeTheSameUiOfComponentsAtBothEnds() throws Exception {
    NpmClient alice = open("component-client.mjs", "alice", "/");
    NpmClient bob = open("component-client.mjs", "bob", "/");
    String everybody = "/root/children/0/children/0/value";
    awaitShown(alice, everybody, "Everybody: 0");
    awaitShown(bob, everybody, "Everybody: 0");
    alice.run("/root/children/0/children/1/onPressed", by("alice"));
    awaitShown(alice, everybody, "Everybody: 1");
    awaitShown(bob, everybody, "Everybody: 1");
    alice.run("/root/children/1/children/1/onPressed", by("alice"));
    awaitShown(alice, "/root/children/1/children/0/value", "Mine: 1");
    assertThat(bob.shown().at("/root/children/1/children/0/value").asString()).isEqualTo("Mine: 0");
    assertNothingWentWrong();
  }

  @Test
  void anAppThatDiesComesBackToItsClientsAndTheirData() throws Exception {
    NpmClient alice = open("json-client.mjs", "alice", "/counter/everybody");
    awaitShown(alice, "/count", 0);
    alice.run("/onIncrement", by("alice"));
    awaitShown(alice, "/count", 1);
    ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").endsWith("app-lenra start"))
        .forEach(ProcessHandle::destroyForcibly);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(lines).extracting(Line::label).contains("reload"));
    alice.run("/onIncrement", by("alice"));
    awaitShown(alice, "/count", 2);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  private void assertNothingWentWrong() {
    assertThat(lines).filteredOn(Line::wrong).isEmpty();
  }
}
