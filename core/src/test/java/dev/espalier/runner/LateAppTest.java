package dev.espalier.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.espalier.app.HttpApp;
import dev.espalier.otp.Pid;
import dev.espalier.session.ToClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An app over HTTP whose main view is made of the views a, b and c. It answers for none of them
 * before it was asked for all, and then for the last first.
 */
class LateAppTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String MANIFEST =
      """
      {"lenra": {"routes": [{"path": "/", "view": {"_type": "view", "name": "main"}}]}}
      """;
  private static final String MAIN =
      """
      {"_type": "flex", "children": [
        {"_type": "view", "name": "a"}, {"_type": "view", "name": "b"},
        {"_type": "view", "name": "c"}]}
      """;
  private static final List<String> VIEWS = List.of("a", "b", "c");

  private final CountDownLatch allAsked = new CountDownLatch(VIEWS.size());

  /** Counted down when a view's answer is out, in the order of the views. */
  private final List<CountDownLatch> answered =
      VIEWS.stream().map(_ -> new CountDownLatch(1)).toList();

  private HttpServer server;
  private volatile int statusOfTheLastTwo = 200;

  @BeforeEach
  void startApp() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stopApp() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode question = JsonMapper.shared().readTree(exchange.getRequestBody());
      String view = question.path("view").asString("");
      if (VIEWS.contains(view)) {
        answerLate(view, exchange);
      } else if (view.equals("main")) {
        send(200, MAIN, exchange);
      } else {
        send(question.has("listener") ? 404 : 200, MANIFEST, exchange);
      }
    }
  }

  private void answerLate(String view, HttpExchange exchange) throws IOException {
    int index = VIEWS.indexOf(view);
    allAsked.countDown();
    await(allAsked);
    if (index + 1 < VIEWS.size()) {
      await(answered.get(index + 1));
    }
    send(
        index == 0 ? 200 : statusOfTheLastTwo,
        "{\"_type\": \"text\", \"value\": \"%s\"}".formatted(view),
        exchange);
    answered.get(index).countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(int status, String body, HttpExchange exchange) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** What a client is sent that joins. */
  private List<ToClient> received() throws Exception {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    try (World world = World.live(Runner.Settings.DEFAULT, HttpApp.at(url, LIMIT, LIMIT))) {
      Pid client = world.connect("alice");
      world.node.settle();
      return World.received(world.recording.after(0), client).toList();
    }
  }

  @Test
  void viewsOfOneUiAreAskedForSideBySideAndStandInTheirOrder() throws Exception {
    assertThat(received())
        .singleElement()
        .isInstanceOfSatisfying(
            ToClient.Ui.class,
            ui ->
                assertThat(ui.ui().path("root").path("children").valueStream())
                    .extracting(child -> child.path("value").asString())
                    .isEqualTo(VIEWS));
  }

  @Test
  void ofSeveralViewsThatFailTheFirstInTheUiIsTold() throws Exception {
    statusOfTheLastTwo = 500;
    assertThat(received())
        .first()
        .isInstanceOfSatisfying(
            ToClient.Failed.class,
            failed -> assertThat(failed.problem().message()).startsWith("view b: "));
  }
}
