package dev.espalier.scenario.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Chromium without a window and one page in it, driven by the DevTools protocol
 * (chromedevtools.github.io/devtools-protocol).
 */
final class Chromium implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final long MOST_SECONDS = 30;

  private final Process browser;
  private final HttpClient http;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> incoming;
  private final List<JsonNode> events = new ArrayList<>();
  private String session = "";
  private int asked;

  private Chromium(
      Process browser, HttpClient http, WebSocket socket, BlockingQueue<JsonNode> incoming) {
    this.browser = browser;
    this.http = http;
    this.socket = socket;
    this.incoming = incoming;
  }

  /** The program, where it is installed. */
  static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .flatMap(folder ->
            Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @param profile an empty folder of its own
   */
  static Chromium start(Path program, Path profile) throws Exception {
    Process browser =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--window-size=1440,900",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    HttpClient http = HttpClient.newHttpClient();
    BlockingQueue<JsonNode> incoming = new LinkedBlockingQueue<>();
    WebSocket socket =
        http.newWebSocketBuilder().buildAsync(address(browser), new Listener(incoming)).join();
    Chromium chromium = new Chromium(browser, http, socket, incoming);
    chromium.attach();
    return chromium;
  }

  private static URI address(Process browser) throws IOException {
    BufferedReader output = browser.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
        return URI.create(listening.group(1));
      }
    }
    throw new IOException("Chromium has ended before it was ready");
  }

  /** Puts the parts of each message together. */
  private static final class Listener implements WebSocket.Listener {
    private final StringBuilder part = new StringBuilder();
    private final BlockingQueue<JsonNode> incoming;

    Listener(BlockingQueue<JsonNode> incoming) {
      this.incoming = incoming;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        incoming.add(JsonMapper.shared().readTree(part.toString()));
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  private void attach() throws Exception {
    JsonNode targets = ask("Target.getTargets", object()).path("targetInfos");
    String page =
        targets
            .valueStream()
            .filter(target -> target.path("type").asString().equals("page"))
            .findFirst()
            .orElseThrow()
            .path("targetId")
            .asString();
    session =
        ask("Target.attachToTarget", object().put("targetId", page).put("flatten", true))
            .path("sessionId")
            .asString();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      ask(domain + ".enable", object());
    }
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Sends a command and waits for what comes back; events on the way are kept. */
  JsonNode ask(String method, ObjectNode parameters) throws Exception {
    int number = ++asked;
    ObjectNode command = object().put("id", number).put("method", method);
    command.set("params", parameters);
    if (!session.isEmpty()) {
      command.put("sessionId", session);
    }
    socket.sendText(command.toString(), true).join();
    while (true) {
      JsonNode message = next();
      if (message.path("id").asInt() == number) {
        assertThat(message.path("error").isMissingNode()).as("%s", message).isTrue();
        return message.path("result");
      }
    }
  }

  private JsonNode next() throws InterruptedException {
    JsonNode message = incoming.poll(MOST_SECONDS, TimeUnit.SECONDS);
    assertThat(message).as("an answer of Chromium").isNotNull();
    if (message.has("method")) {
      events.add(message);
    }
    return message;
  }

  /** Opens a page and waits until it is there. */
  void open(URI page) throws Exception {
    events.clear();
    ask("Page.navigate", object().put("url", page.toString()));
    while (named("Page.loadEventFired").isEmpty()) {
      next();
    }
  }

  /** What an expression of JavaScript comes to. */
  JsonNode evaluate(String expression) throws Exception {
    JsonNode result =
        ask(
            "Runtime.evaluate",
            object()
                .put("expression", expression)
                .put("returnByValue", true)
                .put("awaitPromise", true));
    assertThat(result.path("exceptionDetails").isMissingNode()).as("%s", result).isTrue();
    return result.path("result").path("value");
  }

  /** The events of that name since the page was opened. */
  List<JsonNode> named(String method) {
    return events.stream()
        .filter(event -> event.path("method").asString().equals(method))
        .map(event -> event.path("params"))
        .toList();
  }

  byte[] screenshot() throws Exception {
    return Base64.getDecoder()
        .decode(ask("Page.captureScreenshot", object()).path("data").asString());
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
    browser.destroyForcibly();
    browser.onExit().join();
  }
}
