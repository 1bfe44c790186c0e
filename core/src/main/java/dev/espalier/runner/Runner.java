package dev.espalier.runner;

import dev.espalier.app.App;
import dev.espalier.app.AppFaults;
import dev.espalier.environment.ChangeStream;
import dev.espalier.environment.Database;
import dev.espalier.environment.DocumentIds;
import dev.espalier.environment.Environment;
import dev.espalier.environment.EnvironmentSupervisor;
import dev.espalier.environment.EventHandler;
import dev.espalier.environment.Limits;
import dev.espalier.environment.LoadedApp;
import dev.espalier.environment.ManifestHandler;
import dev.espalier.environment.ManifestHandler.Reloading;
import dev.espalier.environment.OperationClock;
import dev.espalier.environment.Repo;
import dev.espalier.environment.Rivals;
import dev.espalier.environment.Routing;
import dev.espalier.gateway.Client;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.mongo.MongoUnavailableException;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Node;
import dev.espalier.otp.Pid;
import dev.espalier.otp.StartResult;
import dev.espalier.otp.Supervision;
import dev.espalier.query.QueryIndex;
import dev.espalier.session.Session;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.JsonNode;

/** The whole tree, running: what the command line, the window and tests hold in their hands. */
public final class Runner implements AutoCloseable {
  private static final int PROCESS_BYTES = 5;

  /**
   * How a tree runs.
   *
   * @param dataUrl where the data API is served to apps elsewhere; empty when it is not
   */
  public record Settings(Limits limits, Routing routing, String dataUrl) {
    /** As the design has it, for apps inside this JVM. */
    public static final Settings DEFAULT = new Settings(Limits.DEFAULT, Routing.BROADCAST, "");
  }

  private final Node node;
  private final MongoDeployment mongo;
  private final Settings settings;
  private final Map<String, Environment> environments = new ConcurrentSkipListMap<>();

  private Runner(Node node, MongoDeployment mongo, Settings settings) {
    this.node = node;
    this.mongo = mongo;
    this.settings = settings;
  }

  /** Starts the root of the tree in a node. */
  public static Runner start(Node node, MongoDeployment mongo, Settings settings) {
    node.start(Root.spec()).pidOrExit();
    return new Runner(node, mongo, settings);
  }

  public Node node() {
    return node;
  }

  /**
   * Starts an app's environment and waits until it stands, onEnvStart being done.
   *
   * @param id its name among the environments of the node
   * @param app closed with the runner or when an environment of that id is started again, or at
   *     once if it cannot be started
   * @param database its database's name
   * @throws StartFailedException when the app or the database fails; the message says how
   */
  public Environment environment(String id, App app, String database) throws StartFailedException {
    Environment environment =
        new Environment(
            id,
            new LoadedApp(app),
            new AppFaults(),
            new Rivals(),
            mongo,
            database,
            settings.limits(),
            settings.routing(),
            settings.dataUrl(),
            new OperationClock(),
            new DocumentIds(node.clock(), node.newBytes(PROCESS_BYTES)),
            new QueryIndex<>());
    StartResult result =
        node.call(
            EnvironmentSupervisor.MANAGERS,
            new Supervision.StartChild(EnvironmentSupervisor.spec(environment)),
            GenServer.INFINITY);
    if (result instanceof StartResult.Started) {
      Environment before = environments.put(id, environment);
      if (before != null) {
        before.app().close();
      }
      return environment;
    }
    app.close();
    throw switch (result) {
      case StartResult.AlreadyStarted _ ->
          new StartFailedException("the environment %s runs already".formatted(id));
      case StartResult.Failed failed -> new StartFailedException(failed.reason());
      default -> new StartFailedException("nothing was started");
    };
  }

  /**
   * Replaces an environment's app, all data and sessions staying, and waits until it is in use. The
   * old one is closed when the views and listeners that run in it are done. Clients are sent what
   * differs, and a failure where a view fails in the new app.
   *
   * @param next closed with the runner, or at once if it cannot be used
   * @throws ReloadFailedException when its manifest is wrong or does not come: the old app stays
   */
  public void reload(Environment environment, App next) throws ReloadFailedException {
    try {
      if (node.call(
              environment.manifestHandler(), new ManifestHandler.Reload(next), GenServer.INFINITY)
          instanceof Reloading.Refused(String why)) {
        throw new ReloadFailedException(why);
      }
    } catch (CallFailed e) {
      if (!environment.app().runs(next)) {
        next.close();
        throw new ReloadFailedException(
            "%s was not asked: %s".formatted(next.describe(), e.getMessage()));
      }
    }
  }

  /** Ends an environment after its sessions, each after the app was told. */
  public void stop(Environment environment) {
    node.cast(environment.eventHandler(), new EventHandler.Stop("the environment stops"));
  }

  /**
   * Starts a client, which joins a session, and joins it again when it breaks. It is a {@link
   * Client}; what it receives are {@link dev.espalier.session.ToClient}s.
   */
  public Pid connect(Environment environment, Session session) {
    return node.start(Client.spec(environment, session)).pidOrExit();
  }

  /** Has a client run the listener that its UI has under this code, as a click does. */
  public void run(Pid client, String code, JsonNode event) {
    node.cast(client, new Client.Run(code, event));
  }

  /** Ends a client's session, after the app was told. */
  public void disconnect(Pid client) {
    node.cast(client, new Client.Leave());
  }

  /** An environment's database; what is written through it counts as work until CS has read it. */
  public Database database(Environment environment) {
    return node.call(environment.repo(), new Repo.Connection());
  }

  /**
   * Breaks the connection of an environment's change stream once, as an unreliable network would:
   * MongoDB forgets CS's cursor, and reading on fails. CS goes on where it was, and notes that.
   */
  public void cut(Environment environment) {
    node.cast(environment.changeStream(), new ChangeStream.Cut());
  }

  /**
   * Takes MongoDB down, for all environments, until {@link #startMongo}. Data stay. Meanwhile what
   * needs the database fails with {@link dev.espalier.environment.DatabaseUnreachableException}, in
   * words: {@code MongoDB does not answer}. Listeners tell it to whoever ran them; a UI that has to
   * be built stays what it was.
   *
   * @throws MongoUnavailableException when it was not started for us; the message says what to do
   */
  public void stopMongo() throws MongoUnavailableException {
    change(mongo::stop, "is stopped");
  }

  /**
   * Has MongoDB answer again. CS goes on where it was, and UIs that could not be built are.
   *
   * @throws MongoUnavailableException when it does not come up; it stays down then
   */
  public void startMongo() throws MongoUnavailableException {
    change(mongo::start, "is started again");
  }

  private interface MongoChange {
    void make() throws MongoUnavailableException;
  }

  private void change(MongoChange change, String told) throws MongoUnavailableException {
    Optional<MongoUnavailableException> failure =
        node.intervene(() -> {
          try {
            change.make();
            return Optional.empty();
          } catch (MongoUnavailableException e) {
            return Optional.of(e);
          }
        });
    if (failure.isPresent()) {
      throw failure.get();
    }
    node.note(mongo.describe() + " " + told);
    environments
        .values()
        .forEach(environment -> node.cast(environment.changeStream(), new ChangeStream.Check()));
  }

  /** Kills every process and closes the apps. */
  @Override
  public void close() {
    node.close();
    environments.values().forEach(environment -> environment.app().close());
  }
}
