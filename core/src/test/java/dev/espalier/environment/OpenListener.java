package dev.espalier.environment;

import dev.espalier.app.AppFaults;
import dev.espalier.app.HttpApp;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.DynamicSupervisor;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Name;
import dev.espalier.otp.Node;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Supervision.Intensity;
import dev.espalier.query.QueryIndex;
import java.util.List;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** A listener that runs until told to end, with what of the tree the data API works through. */
public final class OpenListener {
  private final Node node;
  private final Environment environment;
  private final Pid process;
  private final String token;

  /**
   * @param database the name of its environment's database
   * @param me what {@code "@me"} stands for
   */
  public OpenListener(Node node, MongoDeployment mongo, String database, String me)
      throws Exception {
    this(node, started(node, mongo, database), me);
  }

  private OpenListener(Node node, Environment environment, String me) {
    this.node = node;
    this.environment = environment;
    process = node.start(ChildSpec.worker("Listener", Idle::new)).pidOrExit();
    BsonDocument parameters = new BsonDocument("me", new BsonString(me));
    Pid session =
        node.start(ChildSpec.worker("MS", () -> new MongoSession(environment, process, parameters)))
            .pidOrExit();
    token = node.call(environment.tokens(), new TokenAgent.AddToken(session));
  }

  private static Environment started(Node node, MongoDeployment mongo, String database)
      throws Exception {
    Environment environment =
        new Environment(
            database,
            new LoadedApp(
                HttpApp.at("http://127.0.0.1:1", Limits.DEFAULT.view(), Limits.DEFAULT.listener())),
            new AppFaults(),
            new Rivals(),
            mongo,
            database,
            Limits.DEFAULT,
            Routing.BROADCAST,
            "",
            new OperationClock(),
            new DocumentIds(node.clock(), node.newBytes(5)),
            new QueryIndex<>());
    List.of(
            ChildSpec.worker(environment.tokens(), () -> new TokenAgent(environment.tokens())),
            ChildSpec.worker(environment.repo(), () -> new Repo(environment)),
            dynamicSupervisor(environment.mongoSessions()),
            dynamicSupervisor(environment.mongoTransactions()))
        .forEach(spec -> node.start(spec).pidOrExit());
    return environment;
  }

  /** Another one of the same environment. */
  public OpenListener another(String me) {
    return new OpenListener(node, environment, me);
  }

  /** What its environment knows of tokens. */
  public Object tokens() {
    return node.processes().stream()
        .filter(process -> environment.tokens().equals(process.name()))
        .map(process -> Objects.requireNonNull(process.state()))
        .findFirst()
        .orElseThrow();
  }

  private static ChildSpec dynamicSupervisor(Name name) {
    return ChildSpec.supervisor(name, () -> new DynamicSupervisor(Intensity.DEFAULT));
  }

  /** The token that the listener was called with. */
  public String token() {
    return token;
  }

  /** Ends the listener, and waits until all has been told. */
  public void end() {
    node.exit(process, ExitReason.killed());
    node.settle();
  }

  private static final class Idle extends GenServer<Boolean> {
    @Override
    protected Init<Boolean> init() {
      return Init.ok(true);
    }
  }
}
