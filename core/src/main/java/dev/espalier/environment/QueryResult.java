package dev.espalier.environment;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import dev.espalier.query.BsonOrder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The documents that match a query, as of one cluster time, and how they came to be what they are:
 * so that a session that lags behind can still be told what they were.
 *
 * @param at nothing later is in it, nothing earlier is missing
 * @param since from when on it is known what the documents were
 * @param documents by {@code _id}, in its order
 * @param steps the last ones, oldest first
 */
public record QueryResult(
    BsonTimestamp at,
    BsonTimestamp since,
    ImmutableSortedMap<BsonValue, BsonDocument> documents,
    ImmutableList<Step> steps) {
  private static final int STEPS_KEPT = 64;

  /**
   * A document that came, went or changed.
   *
   * @param before what it was; none if it was not among the documents
   * @param after what it is; none if it is not among them any more
   */
  public record Difference(@Nullable BsonDocument before, @Nullable BsonDocument after) {}

  /**
   * What became different in one go.
   *
   * @param from the time before
   * @param exact whether all of it happened at {@code time}, and not somewhere on the way to it
   * @param glimpsed the ids of documents that were read for some moment on the way
   */
  public record Step(
      BsonTimestamp from,
      BsonTimestamp time,
      boolean exact,
      ImmutableMap<BsonValue, Difference> differences,
      ImmutableSet<BsonValue> glimpsed) {

    private boolean covers(BsonTimestamp moment) {
      return from.compareTo(moment) < 0 && time.compareTo(moment) >= 0;
    }

    private Step glimpsed(Set<BsonValue> ids) {
      return new Step(from, time, exact, differences, Sets.union(glimpsed, ids).immutableCopy());
    }
  }

  /** The documents as they were read at a time. */
  public static QueryResult read(BsonTimestamp at, Collection<BsonDocument> documents) {
    return new QueryResult(at, at, byId(documents), ImmutableList.of());
  }

  private static ImmutableSortedMap<BsonValue, BsonDocument> byId(
      Collection<BsonDocument> documents) {
    return documents.stream()
        .collect(
            ImmutableSortedMap.toImmutableSortedMap(
                new BsonOrder(),
                document -> Objects.requireNonNull(document.get("_id")),
                document -> document));
  }

  /** What a change makes of the documents; it must say of each document what it is now. */
  public QueryResult after(Change change, QueryKey query) {
    Map<BsonValue, Difference> differences = new LinkedHashMap<>();
    for (Change.Event event : change.events()) {
      if (event.collection().equals(query.collection())) {
        switch (event) {
          case Change.Put put ->
              note(
                  put.id(),
                  query.filter().matches(put.document()) ? put.document() : null,
                  differences);
          case Change.Removed removed -> note(removed.id(), null, differences);
          case Change.Replaced _ -> throw new IllegalArgumentException("to be read anew");
        }
      }
    }
    return advanced(change.time(), true, differences);
  }

  private void note(
      BsonValue id, @Nullable BsonDocument after, Map<BsonValue, Difference> differences) {
    differences.put(id, new Difference(documents.get(id), after));
  }

  /**
   * The documents as they were read at a later time.
   *
   * @param exact whether whatever differs became so at that time
   */
  public QueryResult reread(BsonTimestamp time, Collection<BsonDocument> read, boolean exact) {
    ImmutableSortedMap<BsonValue, BsonDocument> now = byId(read);
    Map<BsonValue, Difference> differences = new LinkedHashMap<>();
    Maps.transformValues(documents, before -> new Difference(before, null))
        .forEach(differences::put);
    now.forEach((id, after) -> note(id, after, differences));
    return advanced(time, exact, differences);
  }

  private QueryResult advanced(
      BsonTimestamp time, boolean exact, Map<BsonValue, Difference> noted) {
    ImmutableMap<BsonValue, Difference> differences =
        noted.entrySet().stream()
            .filter(each -> !isSame(each.getValue()))
            .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
    if (differences.isEmpty() && exact) {
      return new QueryResult(time, since, documents, steps);
    }
    TreeMap<BsonValue, BsonDocument> changed = new TreeMap<>(documents);
    differences.forEach((id, difference) -> set(changed, id, difference.after()));
    boolean full = steps.size() == STEPS_KEPT;
    return new QueryResult(
        time,
        full ? steps.getFirst().time() : since,
        ImmutableSortedMap.copyOfSorted(changed),
        ImmutableList.<Step>builder()
            .addAll(full ? steps.subList(1, STEPS_KEPT) : steps)
            .add(new Step(at, time, exact, differences, ImmutableSet.of()))
            .build());
  }

  private static boolean isSame(Difference difference) {
    return difference.before() == null
        ? difference.after() == null
        : difference.before().equals(difference.after());
  }

  private static void set(
      Map<BsonValue, BsonDocument> documents, BsonValue id, @Nullable BsonDocument document) {
    if (document == null) {
      documents.remove(id);
    } else {
      documents.put(id, document);
    }
  }

  /** The documents as they were at an earlier time; nothing when that is no longer known. */
  public Optional<ImmutableSortedMap<BsonValue, BsonDocument>> documentsAt(BsonTimestamp time) {
    if (time.equals(at)) {
      return Optional.of(documents);
    }
    TreeMap<BsonValue, BsonDocument> then = new TreeMap<>(documents);
    for (Step step : steps.reverse()) {
      if (step.time().compareTo(time) <= 0) {
        return Optional.of(ImmutableSortedMap.copyOfSorted(then));
      }
      if (!step.exact() && step.from().compareTo(time) < 0) {
        return Optional.empty();
      }
      step.differences().forEach((id, difference) -> set(then, id, difference.before()));
    }
    return time.compareTo(since) >= 0
        ? Optional.of(ImmutableSortedMap.copyOfSorted(then))
        : Optional.empty();
  }

  /** Documents with these ids were read from the database for a moment that is not known here. */
  public QueryResult glimpsed(BsonTimestamp moment, Set<BsonValue> ids) {
    return new QueryResult(
        at,
        since,
        documents,
        steps.stream()
            .map(step -> step.exact() || !step.covers(moment) ? step : step.glimpsed(ids))
            .collect(ImmutableList.toImmutableList()));
  }

  /**
   * What a change up to {@link #at} made different; nothing when that is not known, though there
   * may be something.
   */
  public Optional<Collection<Difference>> differences(Change change, QueryKey query) {
    if (change.time().compareTo(since) <= 0) {
      return isInCollection(change, query) ? Optional.empty() : Optional.of(ImmutableList.of());
    }
    Optional<Step> covering = steps.stream().filter(step -> step.covers(change.time())).findFirst();
    if (covering.isEmpty()) {
      return Optional.of(ImmutableList.of());
    }
    Step step = covering.get();
    if (step.exact() && step.time().equals(change.time())) {
      return Optional.of(step.differences().values());
    }
    return step.exact() || !mayConcern(change, query, step)
        ? Optional.of(ImmutableList.of())
        : Optional.empty();
  }

  private static boolean isInCollection(Change change, QueryKey query) {
    return change.events().stream()
        .anyMatch(event -> event.collection().equals(query.collection()));
  }

  /** Whether a change on the way of a step touched a document that anybody can have been shown. */
  private boolean mayConcern(Change change, QueryKey query, Step step) {
    Set<BsonValue> before = documentsAt(step.from()).orElseThrow().keySet();
    Predicate<BsonValue> shown = id -> before.contains(id) || step.glimpsed().contains(id);
    return change.events().stream()
        .filter(event -> event.collection().equals(query.collection()))
        .anyMatch(event ->
            switch (event) {
              case Change.Put put -> shown.test(put.id()) || query.filter().matches(put.document());
              case Change.Removed removed -> shown.test(removed.id());
              case Change.Replaced _ -> true;
            });
  }
}
