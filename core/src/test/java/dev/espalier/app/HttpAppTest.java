package dev.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.espalier.app.App.ListenerRequest;
import dev.espalier.app.App.ViewRequest;
import dev.espalier.app.AppException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HttpAppTest {
  private static final String ROUTES = "{'lenra':{'routes':[]}}";
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);

  /** What the app at the other end does with a request. */
  private interface Reaction {
    void to(HttpExchange exchange) throws IOException;
  }

  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch testEnded = new CountDownLatch(1);
  private HttpServer server;

  /** How it answers all but the manifest. */
  private volatile Reaction reaction = exchange -> answer(exchange, 200, "");

  private volatile String manifest = ROUTES;

  @BeforeEach
  void startApp() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            JsonNode question = JsonMapper.shared().readTree(exchange.getRequestBody());
            asked.add(question);
            if (question.isEmpty()) {
              answer(exchange, 200, manifest.replace('\'', '"'));
            } else {
              reaction.to(exchange);
            }
          }
        });
    server.start();
  }

  @AfterEach
  void stopApp() {
    testEnded.countDown();
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    answer(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private void answersJson(String body) {
    reaction = exchange -> answer(exchange, 200, body.replace('\'', '"'));
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private HttpApp app(Duration limit) throws AppException {
    return HttpApp.at(url(), limit, limit);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  private static final ViewRequest COUNTER =
      new ViewRequest("counter", json("[{'count':2}]"), json("{'a':1}"), json("{'me':true}"));
  private static final ListenerRequest INCREMENT =
      new ListenerRequest("increment", json("{'id':7}"), json("{'value':'x'}"));

  /** A data API that an app elsewhere is only told the address of. */
  private static DataAccess access() {
    Object unused =
        Proxy.newProxyInstance(
            HttpAppTest.class.getClassLoader(),
            new Class<?>[] {DataAccess.Documents.class},
            (_, method, _) -> {
              throw new AssertionError(method);
            });
    return new DataAccess((DataAccess.Documents) unused, "http://127.0.0.1:4001", "tok-1");
  }

  private static void assertFails(ThrowingCallable asking, Reason reason, String... messageParts) {
    assertThatThrownBy(asking)
        .isInstanceOfSatisfying(AppException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContainingAll(messageParts)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "{'manifest':{'rootWidget':'main'}}, widget, action",
    "{'manifest':{'rootView':'main'}}, view, action",
    "{'lenra':{'routes':[]}}, view, listener"
  })
  void anAppIsAskedInTheDialectOfItsManifest(String written, String view, String listener)
      throws Exception {
    manifest = written;
    answersJson("{'text':'count: 2'}");
    try (HttpApp app = app(LONG)) {
      assertThat(app.manifest()).isEqualTo(json(written));
      assertThat(app.view(COUNTER)).isEqualTo(json("{'text':'count: 2'}"));
      app.listener(INCREMENT, access());
    }
    assertThat(asked)
        .containsExactly(
            json("{}"),
            json(
                "{'%s':'counter','data':[{'count':2}],'props':{'a':1},'context':{'me':true}}"
                    .formatted(view)),
            json(
                "{'%s':'increment','props':{'id':7},'event':{'value':'x'},".formatted(listener)
                    + "'api':{'url':'http://127.0.0.1:4001','token':'tok-1'}}"));
  }

  @Test
  void anAppAskedForAViewFirstIsAskedForItsManifestBefore() throws Exception {
    manifest = "{'manifest':{}}";
    answersJson("{'widget':{'type':'text'}}");
    try (HttpApp app = app(LONG)) {
      assertThat(app.view(COUNTER)).isEqualTo(json("{'type':'text'}"));
    }
    assertThat(asked.getFirst()).isEqualTo(json("{}"));
  }

  @Test
  void onlyAWidgetIsTakenOutOfItsWrapping() throws Exception {
    answersJson("{'view':{'value':1}}");
    try (HttpApp app = app(LONG)) {
      assertThat(app.view(COUNTER)).isEqualTo(json("{'view':{'value':1}}"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST",
    "404, NOT_FOUND",
    "500, FAILED",
    "504, TIMEOUT",
    "502, UNKNOWN",
    "204, UNKNOWN",
    "301, UNKNOWN"
  })
  void aStatusOtherThan200IsTheReasonLenraNames(int status, Reason reason) throws Exception {
    String body = status == 204 ? "" : "no luck:\n  count is undefined";
    reaction = exchange -> answer(exchange, status, body);
    try (HttpApp app = app(LONG)) {
      assertFails(
          () -> app.view(COUNTER),
          reason,
          "%s answered %d for view counter: ".formatted(url(), status),
          status == 204 ? "" : "no luck: count is undefined");
      assertFails(() -> app.listener(INCREMENT, access()), reason, "for listener increment");
    }
  }

  @Test
  void aListenerThatTheLatestAppsDoNotHaveIsNotFound() throws Exception {
    reaction = exchange -> answer(exchange, 500, "No listener found for increment");
    try (HttpApp app = app(LONG)) {
      assertFails(() -> app.listener(INCREMENT, access()), Reason.NOT_FOUND, "answered 500");
    }
  }

  @Test
  void anAppThatIsNotThereIsNamedWithWhatToDo() throws Exception {
    server.stop(0);
    try (HttpApp app = app(LONG)) {
      assertFails(
          app::manifest,
          Reason.NOT_REACHABLE,
          url() + " cannot be reached; start the app there, or correct the URL");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:3000", "ftp://host/", "http://", "http://a b", "/app.js", ""})
  void aTextThatIsNoHttpUrlIsRefused(String text) {
    assertFails(
        () -> HttpApp.at(text, LONG, LONG),
        Reason.NOT_REACHABLE,
        text + " is not the URL of an app; write one such as http://localhost:3000");
  }

  @Test
  void anAppThatIsTooSlowIsNoLongerWaitedFor() throws Exception {
    reaction = exchange -> awaitEnd();
    try (HttpApp app = HttpApp.at(url(), SHORT, Duration.ofMillis(300))) {
      app.manifest();
      assertFails(
          () -> app.view(COUNTER), Reason.TIMEOUT, "did not answer for view counter within 200 ms");
      assertFails(() -> app.listener(INCREMENT, access()), Reason.TIMEOUT, "within 300 ms");
    }
  }

  @Test
  void anAnswerThatBeginsInTimeHasToEndInTimeToo() throws Exception {
    reaction =
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitEnd();
        };
    try (HttpApp app = app(LONG)) {
      app.manifest();
    }
    try (HttpApp app = app(SHORT)) {
      assertFails(() -> app.view(COUNTER), Reason.TIMEOUT, "within 200 ms");
    }
  }

  private void awaitEnd() {
    try {
      testEnded.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"<html></html>|Unexpected character ('<'", "''|it is empty", "{} {}|Trailing token"})
  void anAnswerThatIsNotJsonIsExplained(String body, String why) throws Exception {
    reaction = exchange -> answer(exchange, 200, body);
    try (HttpApp app = app(LONG)) {
      assertFails(
          () -> app.view(COUNTER),
          Reason.BAD_REQUEST,
          url() + " did not answer JSON for view counter: ",
          why);
    }
  }

  @Test
  void aManifestThatIsNoObjectIsExplained() throws Exception {
    manifest = "'main'";
    try (HttpApp app = app(LONG)) {
      assertFails(app::manifest, Reason.BAD_REQUEST, "manifest is not an object: \"main\"; write ");
    }
  }

  @Test
  void invalidUtf8IsExplained() throws Exception {
    reaction =
        exchange -> answer(exchange, 200, new byte[] {'{', '"', 'a', (byte) 0xc3, '"', ':', '1'});
    try (HttpApp app = app(LONG)) {
      assertFails(() -> app.view(COUNTER), Reason.BAD_REQUEST, "Invalid UTF-8");
    }
  }

  @Test
  void anAnswerNestedTooDeeplyIsExplained() throws Exception {
    reaction = exchange -> answer(exchange, 200, "[".repeat(10_000) + "]".repeat(10_000));
    try (HttpApp app = app(LONG)) {
      assertFails(() -> app.view(COUNTER), Reason.BAD_REQUEST, "nesting depth");
    }
  }

  @Test
  void anEndlessAnswerIsCutOff() throws Exception {
    reaction =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] spaces = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
          try (OutputStream body = exchange.getResponseBody()) {
            while (testEnded.getCount() > 0) {
              body.write(spaces);
            }
          }
        };
    try (HttpApp app = app(LONG)) {
      assertFails(
          () -> app.view(COUNTER),
          Reason.UNKNOWN,
          "gave no whole answer for view counter: body exceeds capacity: 16777216");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"})
  void aServerThatBreaksOffOrIsNoWebServerIsExplained(String words) throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> sayAndHangUp(socket, words));
      String url = "http://127.0.0.1:" + socket.getLocalPort();
      try (HttpApp app = HttpApp.at(url, LONG, LONG)) {
        assertFails(
            app::manifest, Reason.UNKNOWN, url + " gave no whole answer for the manifest: ");
      }
    }
  }

  private static void sayAndHangUp(ServerSocket socket, String words) {
    try (Socket caller = socket.accept()) {
      caller.getInputStream().read();
      caller.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aResourceIsReadWhileItComes() throws Exception {
    reaction =
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "image/png");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          awaitEnd();
        };
    try (HttpApp app = app(LONG)) {
      App.Resource resource = app.resource("icons/logo.png");
      try (InputStream content = resource.content()) {
        assertThat(content.read()).isEqualTo(1);
      }
      assertThat(resource.type()).isEqualTo("image/png");
    }
    assertThat(asked).containsExactly(json("{'resource':'icons/logo.png'}"));
  }

  @Test
  void aResourceThatStopsComingIsCutOff() throws Exception {
    reaction =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          awaitEnd();
        };
    try (HttpApp app = HttpApp.at(url(), LONG, SHORT);
        InputStream content = app.resource("logo.png").content()) {
      assertThat(content.read()).isEqualTo(1);
      assertThatThrownBy(content::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aResourceThatTheAppDoesNotHaveIsRefusedInItsWords() throws Exception {
    reaction = exchange -> answer(exchange, 404, "no logo here");
    try (HttpApp app = app(LONG)) {
      assertFails(
          () -> app.resource("logo.png"),
          Reason.NOT_FOUND,
          url() + " answered 404 for resource logo.png: no logo here");
    }
  }

  @Test
  void itsAnswersComeFromElsewhere() throws Exception {
    try (HttpApp app = app(LONG)) {
      assertThat(app.isElsewhere()).isTrue();
      assertThat(app.describe()).isEqualTo(url());
    }
  }
}
