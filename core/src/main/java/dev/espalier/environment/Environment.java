package dev.espalier.environment;

import dev.espalier.app.AppFaults;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.query.QueryIndex;

/**
 * What every process of an environment knows.
 *
 * @param id its name among the environments of the node
 * @param app the app it runs, which can be replaced
 * @param rivals who gets in the way of its transactions
 * @param mongo where its database is
 * @param database its database's name
 * @param faults what is made to go wrong with the app
 * @param dataUrl where the data API is served to apps elsewhere; empty when it is not
 * @param operations how far CS has to read
 * @param index which Qs a change may touch (indexed routing)
 */
public record Environment(
    String id,
    LoadedApp app,
    AppFaults faults,
    Rivals rivals,
    MongoDeployment mongo,
    String database,
    Limits limits,
    Routing routing,
    String dataUrl,
    OperationClock operations,
    DocumentIds ids,
    QueryIndex<Pid> index) {

  /** A process there is one of in this environment. */
  public Name name(String kind) {
    return new Name(kind, id);
  }

  public Name supervisor() {
    return name("Environment.Supervisor");
  }

  public Name tokens() {
    return name("Environment.Agent.Token");
  }

  public Name manifestHandler() {
    return name("ManifestHandler");
  }

  public Name eventHandler() {
    return name("Environment.EventHandler");
  }

  public Name repo() {
    return name("Repo");
  }

  public Name mongoSessions() {
    return name("MSDS");
  }

  public Name mongoTransactions() {
    return name("MTDS");
  }

  public Name changeStream() {
    return name("CS");
  }

  public Name queries() {
    return name("QDS");
  }

  public Name widgets() {
    return name("WDS");
  }

  public Name crons() {
    return name("Crons");
  }

  public Name sessions() {
    return name("Session.Managers");
  }

  /** The SCMs of all its sessions. */
  public Group changeManagers() {
    return new Group("scm", id);
  }

  /** The SCMs of those sessions whose UI could not be built: any change may mend it. */
  public Group waitingChangeManagers() {
    return new Group("waiting", id);
  }

  /** The Session.EventHandlers of all its sessions. */
  public Group sessionEvents() {
    return new Group("sessions", id);
  }
}
