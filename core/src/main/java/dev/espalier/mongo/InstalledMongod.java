package dev.espalier.mongo;

import com.google.common.base.Splitter;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A mongod of this machine that runs for us, its data in a folder that goes with it. */
final class InstalledMongod implements MongoDeployment {
  private static final Duration START = Duration.ofSeconds(20);
  private static final int LAST_LINES = 3;

  private final Path executable;
  private final Path folder;
  private final int port;
  private volatile Process process;
  private final AtomicInteger outages = new AtomicInteger();
  private volatile boolean stopped;

  private InstalledMongod(Path executable, Path folder, int port) throws IOException {
    this.executable = executable;
    this.folder = folder;
    this.port = port;
    this.process = launch();
  }

  /** Starts one with no data and waits until it takes writes. */
  static InstalledMongod start(Path named) throws MongoUnavailableException {
    Path executable = find(named);
    try {
      Path folder = Files.createTempDirectory("espalier-mongod");
      InstalledMongod mongod = new InstalledMongod(executable, folder, freePort());
      try {
        mongod.awaitReady();
        return mongod;
      } catch (MongoUnavailableException e) {
        mongod.close();
        throw e;
      }
    } catch (IOException e) {
      throw unstartable(executable, e);
    }
  }

  private static MongoUnavailableException unstartable(Path executable, IOException e) {
    return new MongoUnavailableException(executable + " cannot be started: " + e.getMessage());
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(
            List.of(
                executable.toString(),
                "--dbpath",
                folder.toString(),
                "--port",
                String.valueOf(port),
                "--bind_ip",
                "127.0.0.1",
                "--replSet",
                "rs0"))
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(folder.resolve("mongod.log").toFile()))
        .start();
  }

  private static Path find(Path named) throws MongoUnavailableException {
    Stream<Path> candidates =
        named.getNameCount() > 1 || named.isAbsolute()
            ? Stream.of(named)
            : Splitter.on(File.pathSeparatorChar)
                .splitToStream(String.valueOf(System.getenv("PATH")))
                .map(folder -> Path.of(folder).resolve(named));
    return candidates
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new MongoUnavailableException(
                named
                    + " is not installed or not on PATH; write --mongo installed:/path/to/mongod,"
                    + " or leave --mongo out to use the embedded one"));
  }

  /** A port that nobody uses just now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws MongoUnavailableException, IOException {
    Instant end = Instant.now().plus(START);
    while (!answers()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new MongoUnavailableException(executable + " does not start: " + lastLines());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    ReplicaSet.initiate(uri(), "127.0.0.1:" + port);
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private String lastLines() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("mongod.log"));
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  @Override
  public String uri() {
    return "mongodb://127.0.0.1:" + port + "/?directConnection=true";
  }

  @Override
  public String describe() {
    return executable.toString();
  }

  @Override
  public boolean isStopped() {
    return stopped;
  }

  @Override
  public int outages() {
    return outages.get();
  }

  @Override
  public void stop() {
    if (!stopped) {
      stopped = true;
      outages.incrementAndGet();
    }
    process.destroy();
    process.onExit().join();
  }

  @Override
  public void start() throws MongoUnavailableException {
    if (stopped) {
      try {
        process = launch();
        awaitReady();
        stopped = false;
      } catch (IOException e) {
        throw unstartable(executable, e);
      } catch (MongoUnavailableException e) {
        stop();
        throw e;
      }
    }
  }

  @Override
  public void close() {
    stop();
    try {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
