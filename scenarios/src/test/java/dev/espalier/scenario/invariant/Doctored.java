package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espalier.environment.Change;
import dev.espalier.environment.Limits;
import dev.espalier.environment.QueryKey;
import dev.espalier.environment.WidgetKey;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.query.Filter;
import dev.espalier.query.InvalidQueryException;
import dev.espalier.scenario.invariant.Stretch.Received;
import dev.espalier.scenario.invariant.Stretch.Viewer;
import dev.espalier.session.Session;
import dev.espalier.session.ToClient;
import dev.espalier.trace.TraceEvent;
import dev.espalier.ui.JsonPatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A run as no tree would have it. Alice shows how many documents there are in {@code items} and in
 * {@code notes}: {@code {"items": 1, "notes": 0}}.
 */
final class Doctored {
  static final Session ALICE = new Session("alice", "alice", "/", json("{}"));
  static final Pid CS = new Pid(1);
  static final Pid CLIENT = new Pid(2);
  static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

  /** Counts documents of two collections, of which the UI is made. */
  private static final Oracle COUNTS =
      (session, documents) ->
          Optional.of(
              new Oracle.Drawing(counts(documents), ImmutableSet.of(view("items"), view("notes"))));

  private final List<TraceEvent> events = new ArrayList<>();
  private final List<Moment> moments =
      new ArrayList<>(List.of(new Moment(new BsonTimestamp(0), 0, Snapshot.EMPTY)));
  private final List<Received> received = new ArrayList<>();
  private final List<ProcessInfo> processes = new ArrayList<>();
  private final ImmutableMap.Builder<Pid, Instant> idleSince = ImmutableMap.builder();
  private boolean waitedBefore;
  private @Nullable JsonNode ui;
  private @Nullable Snapshot documents;
  private Instant now = BEGUN;

  /** Alice has the UI of an empty database. */
  static Doctored begin() {
    Doctored doctored = new Doctored();
    doctored.ui = counts(Snapshot.EMPTY);
    return doctored;
  }

  /** The same, but what came after it could not be built. */
  static Doctored beginAfterAFailure() {
    Doctored doctored = begin();
    doctored.waitedBefore = true;
    return doctored;
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  private static JsonNode counts(Snapshot documents) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("items", documents.documents("items").size())
        .put("notes", documents.documents("notes").size());
  }

  private static WidgetKey view(String collection) {
    try {
      return new WidgetKey(
          collection,
          json("{}"),
          new QueryKey(collection, Filter.parse(new BsonDocument())),
          new BsonDocument(),
          json("{}"));
    } catch (InvalidQueryException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Something happens, {@code cause} being the number of the event that led to it. */
  long happens(long cause, ProcessEvent event) {
    events.add(new TraceEvent(events.size() + 1L, cause, now, event));
    return events.size();
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  /** CS hears of documents that came in one change. */
  long comes(String... documents) {
    ImmutableList<Change.Event> puts =
        ImmutableList.copyOf(documents).stream()
            .map(written -> {
              int space = written.indexOf(' ');
              return (Change.Event)
                  new Change.Put(
                      "insert",
                      written.substring(0, space),
                      BsonDocument.parse(written.substring(space + 1)));
            })
            .collect(ImmutableList.toImmutableList());
    Change change = new Change(new BsonTimestamp(1, moments.size()), puts);
    long number = happens(0, new ProcessEvent.Sent(null, CS, ProcessEvent.Kind.INFO, change));
    moments.add(new Moment(change.time(), number, moments.getLast().documents().after(change)));
    return number;
  }

  /** Alice is sent this UI as a patch. */
  long patched(long cause, String after) {
    return receives(
        cause, new ToClient.PatchUi(JsonPatch.between(Objects.requireNonNull(ui), json(after))));
  }

  long receives(long cause, ToClient content) {
    long number =
        happens(
            cause, new ProcessEvent.Sent(new Pid(9), CLIENT, ProcessEvent.Kind.PUBLISH, content));
    JsonNode after = Shown.after(content, ui);
    received.add(new Received(number, content, after));
    ui = after;
    return number;
  }

  void lives(ProcessInfo process, Instant since) {
    processes.add(process);
    idleSince.put(process.pid(), since);
  }

  /** The database holds this, whatever the change stream told. */
  void holds(Snapshot there) {
    documents = there;
  }

  Stretch stretch() {
    return new Stretch(
        ImmutableList.copyOf(events),
        ImmutableList.copyOf(moments),
        true,
        Optional.of(documents == null ? moments.getLast().documents() : documents),
        ImmutableMap.of(
            "alice",
            new Viewer(
                ALICE,
                Client.Standing.JOINED,
                counts(Snapshot.EMPTY),
                waitedBefore,
                ImmutableList.copyOf(received),
                false)),
        ImmutableList.of(COUNTS),
        ImmutableList.copyOf(processes),
        idleSince.buildOrThrow(),
        ImmutableList.of(),
        now,
        Limits.DEFAULT);
  }
}
