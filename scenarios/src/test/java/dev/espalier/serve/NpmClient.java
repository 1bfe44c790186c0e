package dev.espalier.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A client of {@code src/test/npm}, in a process of its own. */
final class NpmClient implements AutoCloseable {
  private final Process process;
  private final Writer input;
  private final AtomicReference<JsonNode> shown =
      new AtomicReference<>(JsonNodeFactory.instance.missingNode());

  private NpmClient(Process process) {
    this.process = process;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(this::listen);
  }

  /**
   * @param url of the server
   * @param route e.g. {@code /counter/me}
   */
  static NpmClient start(Path folder, String script, String url, String user, String route)
      throws IOException {
    String socket = url.replaceFirst("^http", "ws") + "/socket";
    return new NpmClient(
        new ProcessBuilder("node", script, socket, user, route)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().map(JsonMapper.shared()::readTree).forEach(shown::set);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What its library has made of the UI and the patches it was sent. */
  JsonNode shown() {
    return shown.get();
  }

  /** Has it run the listener at a JSON pointer into what it shows. */
  void run(String at, JsonNode event) throws IOException {
    JsonNode line = JsonNodeFactory.instance.objectNode().put("at", at).set("event", event);
    input.write(line + "\n");
    input.flush();
  }

  @Override
  public void close() throws IOException {
    input.close();
    process.destroy();
    process.onExit().join();
  }
}
