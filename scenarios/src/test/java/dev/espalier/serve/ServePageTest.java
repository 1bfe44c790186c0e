package dev.espalier.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.collect.ImmutableList;
import dev.espalier.mongo.MongoSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app that {@code docs/serve.md} shows, served as it says. */
class ServePageTest {
  private static final Path PAGE = Path.of("../docs/serve.md");
  private static final Pattern PYTHON = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final List<Line> lines = new CopyOnWriteArrayList<>();

  @Test
  void theAppOfThePageIsServedAndCountsClicks() throws Exception {
    assumePython();
    Matcher block = PYTHON.matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    Path app = Files.writeString(folder.resolve("app.py"), block.group(1));
    AppSource source =
        new AppSource.Started(ImmutableList.of("python3", app.toString()), freeUrl());
    Server.Settings settings = Server.Settings.local(source, new MongoSource.Embedded());
    try (Server.Serving serving = Server.start(settings, lines::add);
        HttpClient http = HttpClient.newHttpClient()) {
      Frames frames = new Frames();
      String socket = serving.url().replaceFirst("^http", "ws") + "/socket/websocket";
      WebSocket client =
          http.newWebSocketBuilder()
              .buildAsync(URI.create(socket + "?vsn=2.0.0&app=counter&userId=alice"), frames)
              .get();
      client.sendText("[\"1\",\"1\",\"route:/\",\"phx_join\",{\"mode\":\"lenra\"}]", true).get();
      frames.awaitFrame("\"0 clicks\"");
      client
          .sendText(
              "[\"1\",\"2\",\"route:/\",\"run\",{\"code\":\"%s\"}]".formatted(frames.code()), true)
          .get();
      frames.awaitFrame("\"1 clicks\"");
      client.abort();
    }
    assertThat(lines).filteredOn(Line::wrong).isEmpty();
  }

  private static void assumePython() throws Exception {
    try {
      Process version = new ProcessBuilder("python3", "--version").start();
      Assumptions.assumeTrue(version.waitFor() == 0, "skipped: python3 does not run");
    } catch (IOException e) {
      Assumptions.abort("skipped: python3 cannot be run: " + e.getMessage());
    }
  }

  private static URI freeUrl() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
  }

  /** What the client was sent. */
  private static final class Frames implements WebSocket.Listener {
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        received.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    void awaitFrame(String words) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(received).anyMatch(frame -> frame.contains(words)));
    }

    /** The code of the listener that the UI has. */
    String code() {
      Matcher code = CODE.matcher(String.join("\n", received));
      assertThat(code.find()).isTrue();
      return code.group(1);
    }
  }
}
