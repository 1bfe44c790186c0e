package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private Path app() throws Exception {
    Files.writeString(folder.resolve("app.js"), "export const manifest = {lenra: {routes: []}};");
    return folder;
  }

  @Test
  void itSaysWhereToConnectAndServesUntilItIsEnded() throws Exception {
    String app = app().toString();
    StringWriter out = new StringWriter();
    AtomicReference<Thread> command = new AtomicReference<>();
    CompletableFuture<Integer> exitCode =
        CompletableFuture.supplyAsync(
            () -> {
              command.set(Thread.currentThread());
              return Espalier.commandLine(
                      new BufferedReader(new StringReader("")),
                      new PrintWriter(out, true),
                      new PrintWriter(out, true))
                  .execute("serve", app, "--port", "0");
            },
            Thread::startVirtualThread);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(out.toString())
                .containsPattern("Serving at http://127.0.0.1:\\d+\n")
                .containsPattern("clients +ws://127.0.0.1:\\d+/socket ")
                .contains("embedded, in memory: it ends with this; --mongo keeps it")
                .contains("Waiting for clients; Ctrl-C ends it."));
    command.get().interrupt();
    assertThat(exitCode.get()).isEqualTo(Espalier.AS_EXPECTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a b c                  | one app is served, not 3; to start it with a command write: espalier serve -- a b c
          ftp://host/app         | ftp://host/app is not the URL of an app; write one such as http://localhost:3000
          --app-url x -- npm run | --app-url: x is not the URL of an app; write one such as http://localhost:3000
          app --mongo mysql      | --mongo: 'mysql' names no MongoDB; write embedded, installed, installed:PATH, download or a mongodb:// connection string
          """)
  void wrongWordsAreAnsweredWithWhatToWrite(String words, String message) {
    Typed typed = Typed.espalier(("serve " + words).split(" "));
    assertThat(typed.err()).isEqualTo("espalier serve: " + message + "\n");
    assertThat(typed.exitCode()).isEqualTo(Espalier.WRONG_INPUT);
  }

  @Test
  void anAppThatIsNotThereIsNamed() {
    Typed typed = Typed.espalier("serve", "none", "--port", "0");
    assertThat(typed.err())
        .startsWith("espalier serve: none: there is no such file; an app is a folder with app.js");
    assertThat(typed.exitCode()).isEqualTo(Espalier.NOT_THERE);
  }

  @Test
  void aCommandAfterTwoDashesIsTakenWithItsOwnOptions() {
    Typed typed =
        Typed.espalier(
            "serve", "--port", "0", "--app-url", "http://127.0.0.1:1", "--", "no-such", "--port");
    assertThat(typed.err())
        .startsWith("espalier serve: no-such --port cannot be started: ")
        .hasLineCount(1);
    assertThat(typed.exitCode()).isEqualTo(Espalier.NOT_THERE);
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(other.getLocalPort());
      Typed typed = Typed.espalier("serve", app().toString(), "--port", port);
      assertThat(typed.err()).contains("espalier serve: ", port).hasLineCount(1);
      assertThat(typed.exitCode()).isEqualTo(Espalier.NOT_THERE);
    }
  }
}
