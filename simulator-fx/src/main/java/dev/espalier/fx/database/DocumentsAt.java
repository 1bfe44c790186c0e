package dev.espalier.fx.database;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.MapDifference;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import dev.espalier.environment.Change;
import dev.espalier.fx.timeline.EventNumbers;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.query.DocumentJson;
import dev.espalier.trace.TraceEvent;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The documents of an environment at every moment of a timeline: those there were when it had
 * started, and what its CS was told of since. A change counts from the moment CS is told of it. For
 * one thread alone, as its timeline is.
 */
public final class DocumentsAt {
  private final Timeline timeline;
  private final Map<String, CollectionHistory> collections = new TreeMap<>();
  private final Set<Pid> changeStreams = new HashSet<>();
  private long followed;
  private @Nullable BsonTimestamp latest;

  /** The first event by which the documents were there; 0 before it is known. */
  private long begun;

  /**
   * From when on changes may have been missed, and from when on it is known again what there is.
   */
  private final EventNumbers doubts = new EventNumbers();

  private final EventNumbers certainties = new EventNumbers();
  private boolean isRepoNew;

  /**
   * @param documents when the environment had started, by collection
   */
  public DocumentsAt(Timeline timeline, ImmutableMap<String, ImmutableList<JsonNode>> documents) {
    this.timeline = timeline;
    documents.forEach((name, all) -> collections.put(name, new CollectionHistory(byId(all))));
  }

  private static Map<BsonValue, JsonNode> byId(List<JsonNode> documents) {
    Map<BsonValue, JsonNode> byId = Maps.newLinkedHashMapWithExpectedSize(documents.size());
    documents.forEach(document -> byId.put(DocumentJson.toBson(document.path("_id")), document));
    return byId;
  }

  /** Whether it is about this timeline. */
  public boolean isOf(Timeline other) {
    return timeline == other;
  }

  /** Takes in what the timeline has taken in since. */
  public void follow() {
    while (followed < timeline.end()) {
      followed++;
      timeline.event(followed).ifPresent(this::take);
    }
  }

  private void take(TraceEvent event) {
    switch (event.event()) {
      case ProcessEvent.Spawned(Pid pid, _, String kind, _) when kind.equals("CS") ->
          changeStreams.add(pid);
      case ProcessEvent.Spawned(_, _, String kind, _) when kind.equals("Repo") -> isRepoNew = true;
      case ProcessEvent.Started(Pid pid, _) when changeStreams.contains(pid) ->
          begin(event.number());
      case ProcessEvent.Sent(_, Pid to, _, Change change) when changeStreams.contains(to) -> {
        if (latest == null || change.time().compareTo(latest) > 0) {
          latest = change.time();
          apply(event.number(), change);
        }
      }
      default -> {}
    }
  }

  /** A CS that finds another Repo than the one before does not know where that one stood. */
  private void begin(long number) {
    if (begun == 0) {
      begun = number;
    } else if (isRepoNew) {
      doubts.add(number);
    }
    isRepoNew = false;
  }

  private void apply(long number, Change change) {
    List<Change.Event> events = change.events();
    for (int i = 0; i < events.size(); i++) {
      switch (events.get(i)) {
        case Change.Put(_, String collection, var document) ->
            history(collection)
                .change(
                    number,
                    Objects.requireNonNull(document.get("_id")),
                    DocumentJson.toJson(document));
        case Change.Removed(String collection, BsonValue id) ->
            history(collection).change(number, id, null);
        case Change.Replaced(String collection) -> {
          if (i + 1 < events.size()
              && events.get(i + 1) instanceof Change.Replaced(String newName)) {
            rename(number, collection, newName);
            i++;
          } else {
            history(collection).removeAll(number);
          }
        }
      }
    }
  }

  /** CS tells of a new name by naming both, the old one first. */
  private void rename(long number, String collection, String newName) {
    Map<BsonValue, JsonNode> moved = history(collection).last();
    history(collection).removeAll(number);
    history(newName).removeAll(number);
    moved.forEach((id, document) -> history(newName).change(number, id, document));
  }

  private CollectionHistory history(String collection) {
    return collections.computeIfAbsent(
        collection, _ -> new CollectionHistory(new LinkedHashMap<>()));
  }

  /**
   * A collection at a moment.
   *
   * @param count how many documents it has
   * @param changed whether the current step has changed it
   */
  public record Summary(String name, int count, boolean changed) {}

  /**
   * The collections there have been by then, also those with no document left, by name.
   *
   * @param since when the current step began
   */
  public ImmutableList<Summary> collections(long event, long since) {
    ImmutableList.Builder<Summary> summaries = ImmutableList.builder();
    if (hasBegun(event)) {
      collections.forEach((name, history) -> {
        if (history.isKnown(event)) {
          summaries.add(new Summary(name, history.count(event), history.isChanged(since, event)));
        }
      });
    }
    return summaries.build();
  }

  private boolean hasBegun(long event) {
    return begun > 0 && event >= begun;
  }

  /**
   * The documents of a collection at a moment, by ascending id, with those that the current step
   * has removed. The same list as before when nothing has changed.
   */
  public ImmutableList<DocumentAt> documents(String collection, long event, long since) {
    CollectionHistory history = collections.get(collection);
    return history == null || !hasBegun(event) ? ImmutableList.of() : history.at(event, since);
  }

  /** Whether CS may have missed changes by then, so that what is shown may not be so. */
  public boolean isDoubtful(long event) {
    int since = doubts.upTo(event);
    return since > 0 && certainties.upTo(event) == certainties.upTo(doubts.get(since - 1) - 1);
  }

  /**
   * Takes in what there really is, in case CS has missed something.
   *
   * @param event at which it is so, not before what has been taken in already
   * @param documents by collection
   */
  public void know(long event, ImmutableMap<String, ImmutableList<JsonNode>> documents) {
    long number = Math.max(event, followed);
    certainties.add(number);
    Sets.union(collections.keySet(), documents.keySet())
        .immutableCopy()
        .forEach(name ->
            correct(number, history(name), byId(documents.getOrDefault(name, ImmutableList.of()))));
  }

  private static void correct(
      long number, CollectionHistory history, Map<BsonValue, JsonNode> documents) {
    MapDifference<BsonValue, JsonNode> difference = Maps.difference(history.last(), documents);
    difference.entriesOnlyOnLeft().keySet().forEach(id -> history.change(number, id, null));
    difference.entriesOnlyOnRight().forEach((id, document) -> history.change(number, id, document));
    difference
        .entriesDiffering()
        .forEach((id, values) -> history.change(number, id, values.rightValue()));
  }
}
