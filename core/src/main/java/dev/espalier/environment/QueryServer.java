package dev.espalier.environment;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.espalier.environment.QueryResult.Difference;
import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Group;
import dev.espalier.otp.Init;
import dev.espalier.otp.Name;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import dev.espalier.query.DocumentJson;
import dev.espalier.query.Projection;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Q: the documents of one query, kept up to date by the changes that SCMs call it with. It tells
 * the Ws that use it when what they see has changed, and ends with the last of them.
 */
public final class QueryServer extends GenServer<QueryServer.State> {
  static final String GROUP = "q";

  /**
   * Asked by a W, which is a user from then on.
   *
   * @param at the cluster time as of which it wants the documents
   */
  record GetData(BsonTimestamp at, Projection projection) implements Request<JsonNode> {}

  /** A change, from an SCM; answered with the Ws for which it makes a difference. */
  public record MongoEvent(Change change) implements Request<ImmutableSet<Pid>> {}

  /** An SCM takes it into its {q, session}: from then on it is called with every change. */
  public record Join(String session) implements Request<Boolean> {}

  /** Changes up to that time may not have come; what they did is read from the database. */
  public record CatchUp(BsonTimestamp until) implements Request<Boolean> {}

  /** No view of the session uses it any more. */
  public record Leave(String session) {}

  /**
   * Sent to a W: its documents are not what they were.
   *
   * @param at since then
   */
  record DataChanged(BsonTimestamp at) {}

  /**
   * @param widgets the Ws that use it, with what they see of a document
   * @param managers the SCMs that call it
   */
  public record State(
      QueryKey query,
      QueryResult result,
      ImmutableMap<Pid, Projection> widgets,
      ImmutableMap<Pid, Managed> managers) {

    private State with(QueryResult newResult) {
      return new State(query, newResult, widgets, managers);
    }

    private State withWidget(Pid widget, Projection projection) {
      return new State(query, result, with(widgets, widget, projection), managers);
    }

    private State withManager(Pid manager, Managed managed) {
      return new State(query, result, widgets, with(managers, manager, managed));
    }

    private static <V> ImmutableMap<Pid, V> with(ImmutableMap<Pid, V> map, Pid pid, V value) {
      return ImmutableMap.<Pid, V>builder().putAll(map).put(pid, value).buildKeepingLast();
    }

    private State without(Predicate<Pid> gone) {
      return new State(
          query,
          result,
          ImmutableMap.copyOf(Maps.filterKeys(widgets, widget -> !gone.test(widget))),
          ImmutableMap.copyOf(Maps.filterKeys(managers, manager -> !gone.test(manager))));
    }
  }

  /** An SCM that it is called by. */
  public record Managed(String session, Signal.Monitor monitor) {}

  private final Environment environment;
  private final QueryKey query;

  private QueryServer(Environment environment, QueryKey query) {
    this.environment = environment;
    this.query = query;
  }

  static ChildSpec spec(Environment environment, QueryKey query) {
    return ChildSpec.worker(
            new Name("Q", environment.id() + " " + query),
            () -> new QueryServer(environment, query))
        .restart(ChildSpec.Restart.TEMPORARY);
  }

  @Override
  protected Init<State> init() {
    if (environment.routing() == Routing.INDEXED) {
      environment.index().add(self(), query.collection(), query.filter());
      cast(environment.changeStream(), new ChangeStream.Watch(self()));
    }
    Database database = database();
    BsonTimestamp now = database.now();
    QueryResult result = QueryResult.read(now, find(database, now));
    environment.index().hold(self(), result.documents().keySet());
    return Init.ok(new State(query, result, ImmutableMap.of(), ImmutableMap.of()));
  }

  private Database database() {
    return call(environment.repo(), new Repo.Connection());
  }

  private Collection<BsonDocument> find(Database database, BsonTimestamp at) {
    return database.find(query.collection(), query.filter().askable(), at).stream()
        .filter(query.filter()::matches)
        .toList();
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    return switch (request) {
      case GetData(BsonTimestamp at, Projection projection) -> {
        State current = used(from.pid(), projection, upTo(at, state));
        yield Next.state(giveData(at, projection, from, current));
      }
      case MongoEvent(Change change) -> {
        State current = after(change, state);
        reply(from, affected(change, current));
        yield Next.state(current);
      }
      case Join(String session) -> {
        reply(from, true);
        yield Next.state(managed(from.pid(), session, state));
      }
      case CatchUp(BsonTimestamp until) -> {
        State current = upTo(until, state);
        reply(from, true);
        yield Next.state(current);
      }
      default -> super.handleCall(request, from, state);
    };
  }

  private State used(@Nullable Pid widget, Projection projection, State state) {
    if (widget == null || state.widgets().containsKey(widget)) {
      return state;
    }
    monitor(widget);
    return state.withWidget(widget, projection);
  }

  private State managed(@Nullable Pid manager, String session, State state) {
    if (manager == null || state.managers().containsKey(manager)) {
      return state;
    }
    join(new Group(GROUP, session));
    return state.withManager(manager, new Managed(session, monitor(manager)));
  }

  /** The state at that time at the earliest; changes that did not come are made up for. */
  private State upTo(BsonTimestamp time, State state) {
    return time.compareTo(state.result().at()) <= 0 ? state : reread(time, false, state);
  }

  private State reread(BsonTimestamp time, boolean exact, State state) {
    QueryResult result = state.result().reread(time, find(database(), time), exact);
    environment.index().hold(self(), result.documents().keySet());
    return state.with(result);
  }

  private State after(Change change, State state) {
    if (change.time().compareTo(state.result().at()) <= 0) {
      return state;
    }
    State current =
        change.events().stream().anyMatch(this::replacesAll)
            ? reread(change.time(), true, state)
            : state.with(state.result().after(change, query));
    affected(change, current).forEach(widget -> send(widget, new DataChanged(change.time())));
    return current;
  }

  private boolean replacesAll(Change.Event event) {
    return event instanceof Change.Replaced && event.collection().equals(query.collection());
  }

  /** The Ws for which a change makes a difference; all of them when what it did is not known. */
  private ImmutableSet<Pid> affected(Change change, State state) {
    Optional<Collection<Difference>> differences = state.result().differences(change, query);
    if (differences.isEmpty()) {
      return state.widgets().keySet();
    }
    return ImmutableSet.copyOf(
        Maps.filterValues(
                state.widgets(),
                projection -> differences.get().stream().anyMatch(each -> shows(each, projection)))
            .keySet());
  }

  private static boolean shows(Difference difference, Projection projection) {
    BsonDocument before = difference.before();
    BsonDocument after = difference.after();
    return before == null
        || after == null
        || !projection.apply(before).equals(projection.apply(after));
  }

  private State giveData(BsonTimestamp at, Projection projection, From from, State state) {
    Optional<? extends Map<BsonValue, BsonDocument>> known = state.result().documentsAt(at);
    if (known.isPresent()) {
      reply(from, json(known.get().values(), projection));
      return state;
    }
    Map<BsonValue, BsonDocument> read = QueryResult.read(at, find(database(), at)).documents();
    reply(from, json(read.values(), projection));
    return state.with(state.result().glimpsed(at, read.keySet()));
  }

  private static JsonNode json(Collection<BsonDocument> documents, Projection projection) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(documents.size());
    for (BsonValue document : documents) {
      array.add(DocumentJson.toJson(projection.apply(document.asDocument())));
    }
    return array;
  }

  @Override
  protected Next<State> handleCast(Object message, State state) throws Exception {
    if (!(message instanceof Leave(String session))) {
      return super.handleCast(message, state);
    }
    leave(new Group(GROUP, session));
    Map<Pid, Managed> leaving =
        Maps.filterValues(state.managers(), managed -> managed.session().equals(session));
    leaving.values().forEach(managed -> demonitor(managed.monitor()));
    return Next.state(state.without(leaving::containsKey));
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    if (!(message instanceof Signal.Down(_, Pid gone, _))) {
      return super.handleInfo(message, state);
    }
    Managed managed = state.managers().get(gone);
    if (managed != null) {
      leave(new Group(GROUP, managed.session()));
    }
    State current = state.without(gone::equals);
    boolean unused = current.widgets().isEmpty() && state.widgets().containsKey(gone);
    return unused ? Next.stop(current) : Next.state(current);
  }
}
