package dev.espalier.mongo;

import com.google.common.base.Throwables;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import de.flapdoodle.embed.mongo.commands.MongodArguments;
import de.flapdoodle.embed.mongo.config.Net;
import de.flapdoodle.embed.mongo.config.Storage;
import de.flapdoodle.embed.mongo.distribution.Version;
import de.flapdoodle.embed.mongo.transitions.Mongod;
import de.flapdoodle.embed.mongo.transitions.RunningMongodProcess;
import de.flapdoodle.embed.mongo.types.DatabaseDir;
import de.flapdoodle.embed.process.io.ProcessOutput;
import de.flapdoodle.embed.process.io.progress.ProgressListener;
import de.flapdoodle.reverse.TransitionWalker.ReachedState;
import de.flapdoodle.reverse.transitions.Start;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A mongod that flapdoodle fetches from MongoDB's site and keeps in the user's home. */
final class DownloadedMongod implements MongoDeployment {
  private static final Version.Main VERSION = Version.Main.V8_0;

  private final Net net;
  private final Path folder;
  private final Consumer<String> progress;
  private final AtomicInteger outages = new AtomicInteger();
  private volatile @Nullable ReachedState<RunningMongodProcess> running;

  private DownloadedMongod(Net net, Path folder, Consumer<String> progress) {
    this.net = net;
    this.folder = folder;
    this.progress = progress;
  }

  /** Fetches it unless that was done before, starts it and waits until it takes writes. */
  static DownloadedMongod start(Consumer<String> progress) throws MongoUnavailableException {
    progress.accept("MongoDB " + VERSION.asInDownloadPath() + " is kept in ~/.embedmongo");
    DownloadedMongod mongod;
    try {
      mongod =
          new DownloadedMongod(
              Net.of("127.0.0.1", InstalledMongod.freePort(), false),
              Files.createTempDirectory("espalier-mongod"),
              progress);
    } catch (IOException e) {
      throw new MongoUnavailableException("a mongod cannot be started: " + e.getMessage());
    }
    try {
      mongod.start();
      return mongod;
    } catch (MongoUnavailableException e) {
      mongod.close();
      throw e;
    }
  }

  @Override
  public void start() throws MongoUnavailableException {
    if (running == null) {
      running = launched();
      try {
        ReplicaSet.initiate(uri(), hostAndPort());
      } catch (MongoUnavailableException e) {
        stop();
        throw e;
      }
    }
  }

  private ReachedState<RunningMongodProcess> launched() throws MongoUnavailableException {
    try {
      return Mongod.instance()
          .withProgressListener(
              Start.to(ProgressListener.class).initializedWith(new Told(progress)))
          .withProcessOutput(Start.to(ProcessOutput.class).initializedWith(ProcessOutput.silent()))
          .withNet(Start.to(Net.class).initializedWith(net))
          .withDatabaseDir(Start.to(DatabaseDir.class).initializedWith(DatabaseDir.of(folder)))
          .withMongodArguments(
              Start.to(MongodArguments.class)
                  .initializedWith(
                      MongodArguments.defaults().withReplication(Storage.of("rs0", 64))))
          .start(VERSION);
    } catch (RuntimeException e) {
      throw new MongoUnavailableException(
          "MongoDB cannot be downloaded (%s); use --mongo embedded, or --mongo installed:PATH with one of yours"
              .formatted(reason(e)));
    }
  }

  /** Tells each tenth of what is done. */
  private record Told(Consumer<String> progress) implements ProgressListener {
    private static final int STEP = 10;

    @Override
    public void progress(String label, int percent) {
      if (percent % STEP == 0) {
        progress.accept("%s: %d %%".formatted(label, percent));
      }
    }

    @Override
    public void start(String label) {
      progress.accept(label);
    }

    @Override
    public void done(String label) {}

    @Override
    public void info(String label, String message) {
      progress.accept(message);
    }
  }

  /**
   * The library's own message lists every environment variable; only the innermost one is shown.
   */
  private static String reason(RuntimeException failure) {
    return Throwables.getCausalChain(failure).stream()
        .filter(IOException.class::isInstance)
        .findFirst()
        .map(cause -> cause.getClass().getSimpleName() + ": " + cause.getMessage())
        .orElse(failure.getClass().getSimpleName());
  }

  private String hostAndPort() {
    return "127.0.0.1:" + net.getPort();
  }

  @Override
  public String uri() {
    return "mongodb://" + hostAndPort() + "/?directConnection=true";
  }

  @Override
  public String describe() {
    return "downloaded MongoDB " + VERSION.asInDownloadPath();
  }

  @Override
  public boolean isStopped() {
    return running == null;
  }

  @Override
  public int outages() {
    return outages.get();
  }

  @Override
  public void stop() {
    ReachedState<RunningMongodProcess> stopping = running;
    running = null;
    if (stopping != null) {
      outages.incrementAndGet();
      stopping.close();
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
