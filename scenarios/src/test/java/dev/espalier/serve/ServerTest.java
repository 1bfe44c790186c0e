package dev.espalier.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.collect.ImmutableList;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.espalier.gateway.Gateway;
import dev.espalier.gateway.channel.Origins;
import dev.espalier.mongo.MongoSource;
import dev.espalier.serve.ServeException.Blame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Apps served on this machine, inside this JVM and in processes of their own. */
class ServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SCRIPT =
      """
      export const manifest = {lenra: {routes: []}};
      """;

  @TempDir private Path folder;
  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private Path script;

  @BeforeEach
  void writeScript() throws IOException {
    script = Files.writeString(folder.resolve("app.js"), SCRIPT);
  }

  private Server.Serving serve(AppSource app) throws ServeException {
    return Server.start(Server.Settings.local(app, new MongoSource.Embedded()), lines::add);
  }

  private static URI freeUrl() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
  }

  private static HttpResponse<String> get(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
  }

  private List<String> told(String label) {
    return lines.stream().filter(line -> line.label().equals(label)).map(Line::text).toList();
  }

  @Test
  void anAppIsServedUntilItsServerIsClosed() throws Exception {
    String url;
    try (Server.Serving serving = serve(new AppSource.Script(folder))) {
      url = serving.url();
      assertThat(get(url + "/health").statusCode()).isEqualTo(200);
    }
    assertThatThrownBy(() -> get(url + "/health")).isInstanceOf(IOException.class);
    assertThat(lines).noneMatch(Line::wrong);
  }

  @Test
  void anAppIsToldWhenItBeginsAndWhenItEnds() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer app =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext("/", exchange -> answer(exchange, asked));
    app.start();
    URI url = URI.create("http://127.0.0.1:" + app.getAddress().getPort());
    try (Server.Serving _ = serve(new AppSource.Running(url))) {
      assertThat(asked).contains("onEnvStart").doesNotContain("onEnvStop");
    }
    assertThat(asked).endsWith("onEnvStop");
    app.stop(0);
  }

  private static void answer(HttpExchange exchange, List<String> asked) throws IOException {
    try (exchange) {
      JsonNode question = JsonMapper.shared().readTree(exchange.getRequestBody());
      asked.add(question.path("listener").asString("manifest"));
      byte[] manifest = "{\"lenra\": {\"routes\": []}}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, manifest.length);
      exchange.getResponseBody().write(manifest);
    }
  }

  @Test
  void filesOfTheAppAreServedAndRequestsAreTold() throws Exception {
    Files.createDirectory(folder.resolve("resources"));
    Files.writeString(folder.resolve("resources/hello.txt"), "hello");
    try (Server.Serving serving = serve(new AppSource.Script(folder))) {
      String resources = serving.url() + "/api/apps/any/resources/";
      assertThat(get(resources + "hello.txt").body()).isEqualTo("hello");
      get(resources + "none.txt");
      await()
          .untilAsserted(() ->
              assertThat(told("request"))
                  .anyMatch(line -> line.startsWith("GET /api/apps/any/resources/hello.txt: 200, "))
                  .anyMatch(line -> line.contains("none.txt: 404, ")));
    }
  }

  @Test
  void aScriptThatIsSavedIsLoadedAgain() throws Exception {
    try (Server.Serving _ = serve(new AppSource.Script(script))) {
      Files.writeString(script, SCRIPT + "\n// another");
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(told("reload"))
                  .singleElement()
                  .asString()
                  .contains("app.js, ")
                  .endsWith(" ms; data and sessions stay"));
    }
  }

  @Test
  void aScriptThatIsSavedHalfWrittenLeavesTheAppAsItWas() throws Exception {
    try (Server.Serving _ = serve(new AppSource.Script(script))) {
      Files.writeString(script, SCRIPT + "\nexport const views = {");
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(told("reload"))
                  .singleElement()
                  .asString()
                  .startsWith("the app stays as it was: app.js:"));
    }
  }

  @Test
  void anAppThatIsStartedHereIsWaitedForAndStartedAgainWhenItDies() throws Exception {
    AppSource app = new AppSource.Started(ImmutableList.copyOf(ReadyApp.command()), freeUrl());
    ProcessHandle second;
    try (Server.Serving _ = serve(app)) {
      ProcessHandle first = process(told("app").getFirst());
      first.destroyForcibly();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(told("reload")).hasSize(1));
      assertThat(told("app"))
          .anyMatch(line -> line.startsWith("ended with exit code "))
          .anyMatch(line -> line.endsWith("; it is started again in 500 ms"));
      second = process(told("app").getLast());
      assertThat(second).isNotEqualTo(first);
    }
    await().until(() -> !second.isAlive());
  }

  private static ProcessHandle process(String line) {
    long pid = Long.parseLong(line.replace("ready as ", ""));
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.orElseThrow();
  }

  @Test
  void anAppThatEndsBeforeItAnswersIsNotWaitedForLonger() throws Exception {
    AppSource app =
        new AppSource.Started(
            ImmutableList.of(ReadyApp.command().getFirst(), "-version"), freeUrl());
    assertFails(app, Blame.SURROUNDINGS, "-version ended before it answered at http://127.0.0.1:");
  }

  @Test
  void aUrlThatIsTakenIsNotMistakenForTheAppThatIsStarted() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + other.getLocalPort());
      assertFails(
          new AppSource.Started(ImmutableList.copyOf(ReadyApp.command()), url),
          Blame.SURROUNDINGS,
          "something else answers at %s already; end it, or write --app-url".formatted(url));
    }
  }

  @Test
  void whatIsNotThereIsNamedInALine() throws Exception {
    URI url = freeUrl();
    assertFails(
        new AppSource.Running(url),
        Blame.SURROUNDINGS,
        url + " cannot be reached; start the app there, or correct the URL");
    assertFails(
        new AppSource.Script(folder.resolve("none")),
        Blame.SURROUNDINGS,
        "there is no such file; an app is a folder with app.js, a .js file, or a URL");
    Files.writeString(script, "export const manifest = 7;");
    assertFails(new AppSource.Script(script), Blame.APP, "manifest is not an object: 7; write ");
  }

  private void assertFails(AppSource app, Blame blame, String words) {
    assertThatThrownBy(() -> serve(app))
        .isInstanceOfSatisfying(ServeException.class, e -> assertThat(e.blame()).isEqualTo(blame))
        .hasMessageContaining(words)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void aPortInUseAndADatabaseThatIsNotThereAreNamedInALine() throws Exception {
    AppSource app = new AppSource.Script(script);
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      Server.Settings taken =
          new Server.Settings(
              app,
              new MongoSource.Embedded(),
              Gateway.LOOPBACK,
              port,
              Origins.LOCAL,
              Optional.empty());
      assertThatThrownBy(() -> Server.start(taken, lines::add))
          .isInstanceOf(ServeException.class)
          .hasMessageContaining(String.valueOf(port));
    }
    MongoSource nowhere = new MongoSource.Installed(Path.of("/no/such/mongod"));
    assertThatThrownBy(() -> Server.start(Server.Settings.local(app, nowhere), lines::add))
        .isInstanceOf(ServeException.class)
        .hasMessageContaining("/no/such/mongod");
  }
}
