package dev.espalier.scenario.story;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.environment.Change;
import dev.espalier.environment.QueryServer;
import dev.espalier.environment.WidgetServer;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.TraceEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A change of the database at the moment at which SCMs were told of it.
 *
 * @param event the number of the first message that told one
 * @param images what it changed
 * @param widgets the Ws that there were, as they were
 */
record Write(
    long event, ImmutableList<Image> images, ImmutableMap<Pid, WidgetServer.State> widgets) {

  /**
   * What became of a document.
   *
   * @param before what it was; none if it is new, or the whole collection was replaced
   * @param after what it is; none if it is gone, or the whole collection was replaced
   */
  record Image(Change.Event event, @Nullable BsonDocument before, @Nullable BsonDocument after) {}

  /** Those of a run, in order. */
  static ImmutableList<Write> all(List<TraceEvent> events) {
    Reading reading = new Reading();
    events.forEach(reading::read);
    return reading.writes.build();
  }

  private static final class Reading {
    final ImmutableList.Builder<Write> writes = ImmutableList.builder();
    private final Map<Pid, WidgetServer.State> widgets = new LinkedHashMap<>();
    private final Map<String, Map<BsonValue, BsonDocument>> documents = new HashMap<>();
    private final Set<BsonTimestamp> seen = new HashSet<>();

    void read(TraceEvent event) {
      switch (event.event()) {
        case ProcessEvent.Handled(Pid pid, _, WidgetServer.State state) -> widgets.put(pid, state);
        case ProcessEvent.Started(_, QueryServer.State state) -> learn(state);
        case ProcessEvent.Exited(Pid pid, _) -> widgets.remove(pid);
        case ProcessEvent.Sent(_, _, _, Object message) ->
            Change.in(message)
                .filter(change -> seen.add(change.time()))
                .ifPresent(change -> writes.add(write(event.number(), change)));
        default -> {}
      }
    }

    /** What a Q found when it began may have been there before anybody was told of changes. */
    private void learn(QueryServer.State state) {
      state.result().documents().forEach(documents(state.query().collection())::putIfAbsent);
    }

    private Map<BsonValue, BsonDocument> documents(String collection) {
      return documents.computeIfAbsent(collection, _ -> new HashMap<>());
    }

    private Write write(long number, Change change) {
      ImmutableList.Builder<Image> images = ImmutableList.builder();
      change.events().forEach(each -> images.add(image(each)));
      return new Write(number, images.build(), ImmutableMap.copyOf(widgets));
    }

    private Image image(Change.Event event) {
      Map<BsonValue, BsonDocument> there = documents(event.collection());
      return switch (event) {
        case Change.Put(String operation, _, BsonDocument document) -> {
          BsonDocument before = there.put(document.get("_id"), document);
          yield new Image(event, operation.equals("insert") ? null : before, document);
        }
        case Change.Removed(_, BsonValue id) -> new Image(event, there.remove(id), null);
        case Change.Replaced _ -> {
          there.clear();
          yield new Image(event, null, null);
        }
      };
    }
  }
}
