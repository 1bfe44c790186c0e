package dev.espalier.runner;

import com.google.common.collect.ImmutableList;
import dev.espalier.app.App;
import dev.espalier.environment.Database;
import dev.espalier.environment.Environment;
import dev.espalier.gateway.Client;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.mongo.MongoSource;
import dev.espalier.mongo.MongoUnavailableException;
import dev.espalier.otp.Choice;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Name;
import dev.espalier.otp.Node;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.session.Session;
import dev.espalier.session.ToClient;
import dev.espalier.trace.Recording;
import dev.espalier.trace.TraceEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A tree with an app, a database, and a recording of all that happens. */
final class World implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final Recording recording;
  final Node node;
  final Runner runner;
  final Environment environment;
  final MongoDeployment mongo;
  private int mark;

  private World(Recording recording, Node node, Runner.Settings settings, App app) {
    this(recording, node, settings, app, new MongoSource.Embedded());
  }

  private World(
      Recording recording, Node node, Runner.Settings settings, App app, MongoSource source) {
    this.recording = recording;
    this.node = node;
    try {
      this.mongo = source.open(node.clock().withZone(ZoneOffset.UTC), _ -> {});
      this.runner = Runner.start(node, mongo, settings);
      this.environment = runner.environment("app", app, "app");
    } catch (MongoUnavailableException | StartFailedException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  static World simulated(Choice choice, Runner.Settings settings, App app) {
    Recording recording = new Recording();
    return new World(recording, Node.simulated(choice, START, 1, recording), settings, app);
  }

  static World live(Runner.Settings settings, App app) {
    Recording recording = new Recording();
    return new World(recording, Node.live(1, recording), settings, app);
  }

  /** A live one whose database is elsewhere. */
  static World live(App app, String mongoUri) {
    Recording recording = new Recording();
    return new World(
        recording,
        Node.live(1, recording),
        Runner.Settings.DEFAULT,
        app,
        MongoSource.parse(mongoUri));
  }

  /** A world of either kind of node: a live one, and simulated ones in several orders. */
  interface Kind {
    World with(App app);
  }

  static Stream<Named<Kind>> kinds() {
    return Stream.concat(
        Stream.of(
            Named.of("live", app -> live(Runner.Settings.DEFAULT, app)),
            Named.of("fifo", app -> simulated(Choice.fifo(), Runner.Settings.DEFAULT, app))),
        Stream.of(1L, 2L)
            .map(seed ->
                Named.of(
                    "seed " + seed,
                    app -> simulated(Choice.random(seed), Runner.Settings.DEFAULT, app))));
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  Pid connect(String user) {
    return connect(new Session(user, user, "/", JsonNodeFactory.instance.objectNode()));
  }

  Pid connect(Session session) {
    Pid client = runner.connect(environment, session);
    node.settle();
    return client;
  }

  Client.State state(Pid client) {
    return (Client.State) Objects.requireNonNull(info(client).state());
  }

  @Nullable JsonNode ui(Pid client) {
    return state(client).ui();
  }

  ProcessInfo info(Pid pid) {
    return node.processes().stream()
        .filter(each -> each.pid().equals(pid))
        .findFirst()
        .orElseThrow();
  }

  List<ProcessInfo> all(String kind) {
    return node.processes().stream().filter(each -> each.kind().equals(kind)).toList();
  }

  /** Runs the first listener of that name that the client's UI shows. */
  void click(Pid client, String code) {
    runner.run(client, code, JsonNodeFactory.instance.objectNode());
    node.settle();
  }

  void kill(Name name) {
    node.exit(Objects.requireNonNull(node.whereis(name)), ExitReason.killed());
    node.settle();
  }

  void change(Consumer<Database> change) {
    change.accept(runner.database(environment));
    node.settle();
  }

  /** What happened since the last time this was asked. */
  ImmutableList<TraceEvent> since() {
    ImmutableList<TraceEvent> events = ImmutableList.copyOf(recording.after(mark));
    mark += events.size();
    return events;
  }

  static Stream<ToClient> received(List<TraceEvent> events, Pid client) {
    return events.stream()
        .flatMap(event ->
            event.event() instanceof ProcessEvent.Sent(_, Pid to, _, ToClient message)
                    && to.equals(client)
                ? Stream.of(message)
                : Stream.of());
  }

  @Override
  public void close() {
    runner.close();
    mongo.close();
  }
}
