package dev.espalier.serve;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Closer;
import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import com.mongodb.ConnectionString;
import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.environment.Environment;
import dev.espalier.environment.Limits;
import dev.espalier.environment.Routing;
import dev.espalier.gateway.Gateway;
import dev.espalier.gateway.Part;
import dev.espalier.gateway.PortInUseException;
import dev.espalier.gateway.RequestLog;
import dev.espalier.gateway.channel.OneApp;
import dev.espalier.gateway.channel.Origins;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.mongo.MongoSource;
import dev.espalier.mongo.MongoUnavailableException;
import dev.espalier.otp.Node;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.runner.ReloadFailedException;
import dev.espalier.runner.Runner;
import dev.espalier.runner.StartFailedException;
import dev.espalier.serve.ServeException.Blame;
import dev.espalier.trace.TraceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * An app, served to clients until closed: its tree on a live node, a database, and the gateway.
 * Nothing is recorded; what happens is told in lines as it happens.
 */
public final class Server implements AutoCloseable {
  private static final String ENVIRONMENT = "app";

  private static final Duration FOREVER = Duration.ofDays(10_000);

  /** A session lasts as long as its client is there, the environment as long as it is served. */
  private static final Limits LIMITS =
      new Limits(
          FOREVER,
          FOREVER,
          Limits.DEFAULT.widget(),
          Limits.DEFAULT.view(),
          Limits.DEFAULT.listener());

  /** How long the app is waited for when it is told that its sessions end. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  /**
   * @param host the address it is reached at; another than this machine's own opens it to others
   * @param port 0 for any that is free
   * @param origins the pages that clients may run in
   * @param dataUrl where the app reaches its data, if that is another address than the clients'
   */
  public record Settings(
      AppSource app,
      MongoSource mongo,
      String host,
      int port,
      Origins origins,
      Optional<String> dataUrl) {

    /** On this machine and for it alone, at any port that is free. */
    static Settings local(AppSource app, MongoSource mongo) {
      return new Settings(app, mongo, Gateway.LOOPBACK, 0, Origins.LOCAL, Optional.empty());
    }
  }

  private final Consumer<Line> told;
  private final ServeLog log = new ServeLog();
  private final Clock clock = Clock.systemUTC();
  private final Closer closer = Closer.create();
  private final AtomicReference<Environment> environment = new AtomicReference<>();

  /** Once it closes, the end of processes is no news. */
  private volatile boolean closing;

  private Server(Consumer<Line> told) {
    this.told = told;
  }

  /** A server, and where it is reached. */
  public record Serving(Server server, String url, String database) implements AutoCloseable {
    @Override
    public void close() {
      server.close();
    }
  }

  /**
   * Serves an app, once it answers.
   *
   * @param told of what happens, from then on; must not wait
   * @throws ServeException when that cannot be
   */
  public static Serving start(Settings settings, Consumer<Line> told) throws ServeException {
    Server server = new Server(told);
    try {
      return server.begin(settings);
    } catch (MongoUnavailableException | PortInUseException e) {
      server.close();
      throw new ServeException(Blame.SURROUNDINGS, e);
    } catch (StartFailedException e) {
      server.close();
      throw new ServeException(Blame.APP, e);
    } catch (ServeException e) {
      server.close();
      throw e;
    }
  }

  private Serving begin(Settings settings)
      throws ServeException, MongoUnavailableException, PortInUseException, StartFailedException {
    MongoDeployment mongo = settings.mongo().open(clock, line -> tell("database", line));
    closer.register(mongo::close);
    Node node = Node.live(this::observe);
    Gateway gateway =
        Gateway.start(settings.host(), settings.port(), parts(node, settings.origins()));
    closer.register(gateway::close);
    String dataUrl = settings.dataUrl().orElseGet(() -> onThisMachine(gateway.url()));
    Runner runner =
        Runner.start(node, mongo, new Runner.Settings(LIMITS, Routing.INDEXED, dataUrl));
    closer.register(() -> {
      closing = true;
      runner.close();
    });
    Opener opener = new Opener(settings.app(), LIMITS, clock, this::tell);
    closer.register(opener::close);
    Environment begun = runner.environment(ENVIRONMENT, opener.first(), database(mongo));
    environment.set(begun);
    closer.register(() -> sayFarewell(runner, begun));
    opener.watch(() -> reload(runner, begun, opener));
    return new Serving(this, gateway.url(), mongo.describe());
  }

  private ImmutableList<Part> parts(Node node, Origins origins) {
    return ImmutableList.<Part>builder()
        .addAll(OneApp.parts(node, () -> Optional.ofNullable(environment.get()), origins))
        .add(new RequestLog(request -> told.accept(ServeLog.tell(clock.instant(), request))))
        .build();
  }

  /** The same URL for whoever is on this machine, where it stands for every address there is. */
  private static String onThisMachine(String url) {
    HostAndPort address = HostAndPort.fromString(URI.create(url).getAuthority());
    String host = address.getHost();
    return InetAddresses.isInetAddress(host) && InetAddresses.forString(host).isAnyLocalAddress()
        ? "http://%s:%d".formatted(Gateway.LOOPBACK, address.getPort())
        : url;
  }

  private static String database(MongoDeployment mongo) {
    String named = new ConnectionString(mongo.uri()).getDatabase();
    return Objects.requireNonNullElse(named, ENVIRONMENT);
  }

  private void observe(long number, long cause, Instant at, ProcessEvent event) {
    List<Line> lines = log.tell(new TraceEvent(number, cause, at, event));
    if (!closing) {
      lines.forEach(told);
    }
  }

  private void tell(String label, String text) {
    told.accept(new Line(clock.instant(), label, text, false));
  }

  private void reload(Runner runner, Environment running, Opener opener) {
    Stopwatch watch = Stopwatch.createStarted();
    try {
      App next = opener.open();
      runner.reload(running, next);
      tell(
          "reload",
          "%s, %d ms; data and sessions stay"
              .formatted(next.describe(), watch.elapsed().toMillis()));
    } catch (AppException | ReloadFailedException e) {
      told.accept(
          new Line(clock.instant(), "reload", "the app stays as it was: " + e.getMessage(), true));
    }
  }

  /** Ends the sessions and the environment in good order, so that the app is told of it. */
  private static void sayFarewell(Runner runner, Environment running) {
    runner.stop(running);
    try {
      Instant until = Instant.now().plus(FAREWELL);
      while (isThere(runner, running) && Instant.now().isBefore(until)) {
        Thread.sleep(Duration.ofMillis(10));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isThere(Runner runner, Environment running) {
    return runner.node().processes().stream()
        .anyMatch(process -> running.supervisor().equals(process.name()));
  }

  /** Ends all that was started for it. */
  @Override
  public void close() {
    try {
      closer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
