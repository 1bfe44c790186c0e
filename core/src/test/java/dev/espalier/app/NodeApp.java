package dev.espalier.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** An app in plain Node, running in a process of its own until closed. */
public final class NodeApp implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Process process;
  private final String url;

  private NodeApp(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts an app of {@code src/test/node}, which prints its port first; the test is skipped where
   * there is no Node.
   */
  public static NodeApp start(String file) throws IOException {
    Process process = run(Path.of("src/test/node", file));
    BufferedReader output = process.inputReader();
    String port = output.readLine();
    if (port == null) {
      throw new IOException(file + " ended before it printed its port");
    }
    return new NodeApp(process, "http://127.0.0.1:" + port);
  }

  private static Process run(Path file) {
    try {
      return new ProcessBuilder("node", file.toString())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      return Assumptions.abort("skipped: node cannot be run: " + e.getMessage());
    }
  }

  public String url() {
    return url;
  }

  /** The app as the runner reaches it. */
  public HttpApp open() throws AppException {
    return HttpApp.at(url, LIMIT, LIMIT);
  }

  /** Ends it by closing its standard input. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }
}
