package dev.espalier.runner;

import dev.espalier.app.App;
import dev.espalier.app.AppFaults;
import dev.espalier.environment.Database;
import dev.espalier.environment.DocumentIds;
import dev.espalier.environment.Environment;
import dev.espalier.environment.EnvironmentSupervisor;
import dev.espalier.environment.EventHandler;
import dev.espalier.environment.Limits;
import dev.espalier.environment.OperationClock;
import dev.espalier.environment.Repo;
import dev.espalier.environment.Routing;
import dev.espalier.gateway.Client;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Node;
import dev.espalier.otp.Pid;
import dev.espalier.otp.StartResult;
import dev.espalier.otp.Supervision;
import dev.espalier.query.QueryIndex;
import dev.espalier.session.Session;
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
   * @param database its database's name
   * @throws StartFailedException when the app or the database fails; the message says how
   */
  public Environment environment(String id, App app, String database) throws StartFailedException {
    Environment environment =
        new Environment(
            id,
            app,
            new AppFaults(),
            mongo.uri(),
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
    return switch (result) {
      case StartResult.Started _ -> environment;
      case StartResult.AlreadyStarted _ ->
          throw new StartFailedException("the environment %s runs already".formatted(id));
      case StartResult.Ignored _ -> throw new StartFailedException("nothing was started");
      case StartResult.Failed failed -> throw new StartFailedException(failed.reason());
    };
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

  /** Kills every process. */
  @Override
  public void close() {
    node.close();
  }
}
