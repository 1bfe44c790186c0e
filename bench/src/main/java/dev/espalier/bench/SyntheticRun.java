package dev.espalier.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.environment.Change;
import dev.espalier.environment.QueryKey;
import dev.espalier.environment.QueryResult;
import dev.espalier.environment.QueryServer;
import dev.espalier.environment.WidgetKey;
import dev.espalier.environment.WidgetServer;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Kind;
import dev.espalier.query.Filter;
import dev.espalier.query.InvalidQueryException;
import dev.espalier.query.Projection;
import dev.espalier.trace.Recording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A recording as a large run would leave behind, made up without one: an environment with sessions,
 * then changes of which each goes through the tree of a few of them. The same seed gives the same
 * events.
 */
final class SyntheticRun {
  private static final String ENVIRONMENT = "bench";
  private static final int WIDGETS = 3;
  private static final int SESSIONS_A_CHANGE = 4;
  private static final int CHANGES_BETWEEN_KILLS = 1_000;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** So many processes has a session, its Q and its Ws among them. */
  static final int PROCESSES_A_SESSION = 7 + WIDGETS;

  private record SessionTree(
      String id, Pid handler, Pid manager, Pid builder, Pid client, Pid query, List<Pid> widgets) {}

  private final Recording recording = new Recording();
  private final Random random;
  private final List<SessionTree> sessions = new ArrayList<>();
  private final Pid queries;
  private final Pid widgets;
  private final Pid mongoSessions;
  private final Pid stream;
  private final Pid managers;
  private long pids;

  private SyntheticRun(long seed) {
    random = new Random(seed);
    Pid root = spawn(null, "Supervisor", "");
    Pid environments = spawn(root, "Environment.Managers", "");
    Pid environment = spawn(environments, "Environment.Supervisor", ENVIRONMENT);
    spawn(environment, "Environment.Agent.Token", ENVIRONMENT);
    spawn(environment, "ManifestHandler", ENVIRONMENT);
    spawn(environment, "Environment.EventHandler", ENVIRONMENT);
    spawn(environment, "Repo", ENVIRONMENT);
    mongoSessions = spawn(environment, "MSDS", ENVIRONMENT);
    spawn(environment, "MTDS", ENVIRONMENT);
    stream = spawn(environment, "CS", ENVIRONMENT);
    queries = spawn(environment, "QDS", ENVIRONMENT);
    widgets = spawn(environment, "WDS", ENVIRONMENT);
    managers = spawn(environment, "Session.Managers", ENVIRONMENT);
  }

  /**
   * @param processes about so many
   * @param events at least so many
   */
  static Recording of(int processes, int events, long seed) {
    SyntheticRun run = new SyntheticRun(seed);
    for (int i = 0; i < processes / PROCESSES_A_SESSION; i++) {
      run.openSession("user" + i);
    }
    for (int change = 1; run.recording.size() < events; change++) {
      run.change(change);
      if (change % CHANGES_BETWEEN_KILLS == 0) {
        run.killQuery();
      }
    }
    return run.recording;
  }

  private long record(long cause, ProcessEvent event) {
    long number = recording.size() + 1L;
    recording.observe(number, cause, START.plusMillis(number / 20), event);
    return number;
  }

  private Pid spawn(@Nullable Pid parent, String kind, String key) {
    return spawn(parent, kind, key, "ready");
  }

  private Pid spawn(@Nullable Pid parent, String kind, String key, Object state) {
    Pid pid = new Pid(++pids);
    record(0, new ProcessEvent.Spawned(pid, parent, kind, new Name(kind, key)));
    record(0, new ProcessEvent.Started(pid, state));
    return pid;
  }

  private void openSession(String id) {
    Pid supervisor = spawn(managers, "Session.Supervisor", id);
    spawn(supervisor, "Session.Agent.Token", id);
    Pid handler = spawn(supervisor, "Session.EventHandler", id);
    Pid manager = spawn(supervisor, "SCM", id);
    record(0, new ProcessEvent.Joined(manager, new Group("scm", ENVIRONMENT)));
    Pid builder = spawn(supervisor, "UIBuilder", id);
    Pid client = spawn(null, "Client", id);
    List<Pid> own = new ArrayList<>();
    for (int i = 0; i < WIDGETS; i++) {
      own.add(widget(id, i));
    }
    sessions.add(new SessionTree(id, handler, manager, builder, client, query(id, own), own));
  }

  private Pid widget(String id, int number) {
    var empty = JsonNodeFactory.instance.objectNode();
    WidgetKey key = new WidgetKey("view" + number, empty, key(id), new BsonDocument(), empty);
    WidgetServer.State state = new WidgetServer.State(key, null, false, ImmutableMap.of());
    Pid pid = spawn(widgets, "W", "%s view%d %s".formatted(ENVIRONMENT, number, id), state);
    record(0, new ProcessEvent.Joined(pid, new Group("w", id)));
    return pid;
  }

  private Pid query(String id, List<Pid> readers) {
    Pid pid = spawn(queries, "Q", ENVIRONMENT + " " + key(id), state(id, readers));
    record(0, new ProcessEvent.Joined(pid, new Group("q", id)));
    return pid;
  }

  private static QueryServer.State state(String id, List<Pid> readers) {
    ImmutableMap.Builder<Pid, Projection> projections = ImmutableMap.builder();
    for (Pid reader : readers) {
      projections.put(reader, whole());
    }
    QueryResult none = QueryResult.read(new BsonTimestamp(1, 1), List.of());
    return new QueryServer.State(key(id), none, projections.buildOrThrow(), ImmutableMap.of());
  }

  private static Projection whole() {
    try {
      return Projection.parse(new BsonDocument());
    } catch (InvalidQueryException e) {
      throw new IllegalStateException(e);
    }
  }

  private static QueryKey key(String id) {
    try {
      return new QueryKey("items", Filter.parse(new BsonDocument("user", new BsonString(id))));
    } catch (InvalidQueryException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whoever gets a message takes it, and is done with it. */
  private long tell(long cause, @Nullable Pid from, Pid to, Kind kind, Object message) {
    long sent = record(cause, new ProcessEvent.Sent(from, to, kind, message));
    record(sent, new ProcessEvent.Received(to, sent));
    return sent;
  }

  private void done(Pid pid, long message, Object state) {
    record(message, new ProcessEvent.Handled(pid, message, state));
  }

  private void change(int number) {
    BsonDocument document =
        new BsonDocument("_id", new BsonInt32(number)).append("count", new BsonInt32(number));
    Change change =
        new Change(
            new BsonTimestamp(1, number),
            ImmutableList.of(new Change.Put("update", "items", document)));
    long read = tell(0, null, stream, Kind.INFO, "changes");
    List<Long> published = new ArrayList<>();
    List<SessionTree> touched = new ArrayList<>();
    for (int i = 0; i < Math.min(SESSIONS_A_CHANGE, sessions.size()); i++) {
      SessionTree session = sessions.get(random.nextInt(sessions.size()));
      touched.add(session);
      published.add(
          record(read, new ProcessEvent.Sent(stream, session.manager(), Kind.PUBLISH, change)));
    }
    done(stream, read, number);
    for (int i = 0; i < touched.size(); i++) {
      go(touched.get(i), published.get(i), change);
    }
  }

  private void go(SessionTree session, long published, Change change) {
    Pid manager = session.manager();
    record(published, new ProcessEvent.Received(manager, published));
    long asked =
        tell(published, manager, session.query(), Kind.CALL, new QueryServer.MongoEvent(change));
    long reply = record(asked, new ProcessEvent.Sent(session.query(), manager, Kind.REPLY, true));
    done(session.query(), asked, state(session.id(), session.widgets()));
    long rebuild = tell(reply, manager, session.builder(), Kind.CAST, "rebuild");
    done(manager, published, change.time());
    for (Pid widget : session.widgets()) {
      long fetched = tell(rebuild, session.builder(), widget, Kind.CALL, "fetch");
      record(fetched, new ProcessEvent.Sent(widget, session.builder(), Kind.REPLY, "view"));
      done(widget, fetched, "drawn");
    }
    long patch = tell(rebuild, session.builder(), session.client(), Kind.PUBLISH, "patch");
    done(session.builder(), rebuild, "built");
    done(session.client(), patch, "patched");
  }

  private void killQuery() {
    Pid mongoSession = spawn(mongoSessions, "MS", "ms" + recording.size());
    record(0, new ProcessEvent.Exited(mongoSession, ExitReason.normal()));
    int index = random.nextInt(sessions.size());
    SessionTree session = sessions.get(index);
    record(0, new ProcessEvent.Exited(session.query(), ExitReason.killed()));
    sessions.set(
        index,
        new SessionTree(
            session.id(),
            session.handler(),
            session.manager(),
            session.builder(),
            session.client(),
            query(session.id(), session.widgets()),
            session.widgets()));
  }
}
