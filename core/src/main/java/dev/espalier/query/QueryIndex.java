package dev.espalier.query;

import com.google.common.collect.ImmutableSet;
import dev.espalier.query.Filter.Equality;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Which subscribers a changed document may touch: those whose filter it matches now, and those
 * whose result it was part of. Answers come in the order in which the subscribers were added.
 *
 * <p>A filter that asks for an equality ({@code field: value}, {@code $eq}, {@code $in}) is found
 * by the values at that field; of several equalities the one that the fewest others are found by is
 * taken. So a change costs, besides the filters it asks: a look-up (logarithmic in the values that
 * filters ask for) for each indexed path of the collection and each value the document has there,
 * and one for its id. Asked are those filters only whose value the document has, and all those of
 * the collection that ask for no equality: the latter are linear. Adding and removing are
 * logarithmic for each equality and each id held.
 *
 * @param <S> a subscriber; equal ones are the same
 */
public final class QueryIndex<S> {
  private static final Comparator<BsonValue> BY_VALUE = new BsonOrder();

  private final Map<S, Subscription<S>> subscriptions = new HashMap<>();
  private final Map<String, Subscribers<S>> collections = new HashMap<>();
  private long lastNumber;

  /** Adds a subscriber, which holds nothing yet; instead of what it asked for before, if it did. */
  public synchronized void add(S subscriber, String collection, Filter filter) {
    remove(subscriber);
    Subscribers<S> subscribers = collections.computeIfAbsent(collection, _ -> new Subscribers<>());
    Subscription<S> subscription =
        new Subscription<>(++lastNumber, subscriber, collection, filter, subscribers.best(filter));
    subscriptions.put(subscriber, subscription);
    subscribers.add(subscription);
  }

  public synchronized void remove(S subscriber) {
    Subscription<S> subscription = subscriptions.remove(subscriber);
    if (subscription != null) {
      Subscribers<S> subscribers = subscribers(subscription.collection());
      subscribers.remove(subscription);
      if (subscribers.all.isEmpty()) {
        collections.remove(subscription.collection());
      }
    }
  }

  /**
   * Ids of documents that were found in a subscriber's result, besides those it holds; of one that
   * is not there, or not any more, nothing is kept. An id that it holds wrongly costs it a change
   * that does not concern it, once.
   */
  public synchronized void hold(S subscriber, Collection<? extends BsonValue> ids) {
    Subscription<S> subscription = subscriptions.get(subscriber);
    if (subscription != null) {
      Subscribers<S> subscribers = subscribers(subscription.collection());
      ids.forEach(id -> subscribers.hold(subscription, id));
    }
  }

  /**
   * A document is {@code after} from now on; those whose filter it matches hold it and others do
   * not any more.
   *
   * @return who holds it, or did until now
   */
  public synchronized ImmutableSet<S> put(String collection, BsonValue id, BsonDocument after) {
    Subscribers<S> subscribers = subscribers(collection);
    NavigableSet<Subscription<S>> touched = subscribers.holding(id);
    NavigableSet<Subscription<S>> matching = subscribers.matching(after);
    touched.stream()
        .filter(subscription -> !matching.contains(subscription))
        .forEach(subscription -> subscribers.release(subscription, id));
    matching.forEach(subscription -> subscribers.hold(subscription, id));
    touched.addAll(matching);
    return subscribersOf(touched);
  }

  /**
   * A document is no more.
   *
   * @return who held it
   */
  public synchronized ImmutableSet<S> removed(String collection, BsonValue id) {
    Subscribers<S> subscribers = subscribers(collection);
    NavigableSet<Subscription<S>> touched = subscribers.holding(id);
    touched.forEach(subscription -> subscribers.release(subscription, id));
    return subscribersOf(touched);
  }

  /** Every subscriber, in the order in which they were added. */
  public synchronized ImmutableSet<S> subscribers() {
    return subscriptions.values().stream()
        .sorted(Comparator.comparingLong(Subscription::number))
        .map(Subscription::subscriber)
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Every subscriber to a collection. */
  public synchronized ImmutableSet<S> all(String collection) {
    return subscribersOf(subscribers(collection).all);
  }

  private Subscribers<S> subscribers(String collection) {
    return collections.getOrDefault(collection, new Subscribers<>());
  }

  private static <S> ImmutableSet<S> subscribersOf(Collection<Subscription<S>> subscriptions) {
    return subscriptions.stream()
        .map(Subscription::subscriber)
        .collect(ImmutableSet.toImmutableSet());
  }

  /**
   * Identified by its number.
   *
   * @param found the equality that it is found by, if by any
   * @param held the ids in its result
   */
  private record Subscription<S>(
      long number,
      S subscriber,
      String collection,
      Filter filter,
      @Nullable Equality found,
      NavigableSet<BsonValue> held) {

    Subscription(
        long number, S subscriber, String collection, Filter filter, @Nullable Equality found) {
      this(number, subscriber, collection, filter, found, new TreeSet<>(BY_VALUE));
    }
  }

  /** Subscriptions by a BSON value; numbers of all types that are equal are one value. */
  private static final class ByValue<S> {
    private final NavigableMap<BsonValue, NavigableSet<Subscription<S>>> sets =
        new TreeMap<>(BY_VALUE);

    NavigableSet<Subscription<S>> get(BsonValue value) {
      return sets.getOrDefault(value, Collections.emptyNavigableSet());
    }

    void put(BsonValue value, Subscription<S> subscription) {
      sets.computeIfAbsent(value, _ -> inOrder()).add(subscription);
    }

    void remove(BsonValue value, Subscription<S> subscription) {
      sets.computeIfPresent(
          value,
          (_, set) -> {
            set.remove(subscription);
            return set.isEmpty() ? null : set;
          });
    }

    boolean isEmpty() {
      return sets.isEmpty();
    }
  }

  private static <S> NavigableSet<Subscription<S>> inOrder() {
    return new TreeSet<>(Comparator.comparingLong(Subscription::number));
  }

  /** The subscriptions to one collection. */
  private static final class Subscribers<S> {
    final NavigableSet<Subscription<S>> all = inOrder();
    private final NavigableSet<Subscription<S>> withoutEquality = inOrder();
    private final Map<FieldPath, ByValue<S>> byField = new HashMap<>();
    private final ByValue<S> holders = new ByValue<>();

    @Nullable Equality best(Filter filter) {
      return filter.equalities().stream().min(Comparator.comparingInt(this::crowd)).orElse(null);
    }

    /** How many subscriptions are found by the same values. */
    private int crowd(Equality equality) {
      ByValue<S> values = byField.get(equality.path());
      return values == null
          ? 0
          : equality.operands().stream().mapToInt(operand -> values.get(operand).size()).sum();
    }

    void add(Subscription<S> subscription) {
      all.add(subscription);
      Equality equality = subscription.found();
      if (equality == null) {
        withoutEquality.add(subscription);
      } else {
        ByValue<S> values = byField.computeIfAbsent(equality.path(), _ -> new ByValue<>());
        equality.operands().forEach(operand -> values.put(operand, subscription));
      }
    }

    void remove(Subscription<S> subscription) {
      releaseAll(subscription);
      all.remove(subscription);
      withoutEquality.remove(subscription);
      Equality equality = subscription.found();
      if (equality != null) {
        byField.computeIfPresent(
            equality.path(),
            (_, values) -> {
              equality.operands().forEach(operand -> values.remove(operand, subscription));
              return values.isEmpty() ? null : values;
            });
      }
    }

    void hold(Subscription<S> subscription, BsonValue id) {
      subscription.held().add(id);
      holders.put(id, subscription);
    }

    void release(Subscription<S> subscription, BsonValue id) {
      subscription.held().remove(id);
      holders.remove(id, subscription);
    }

    void releaseAll(Subscription<S> subscription) {
      subscription.held().forEach(id -> holders.remove(id, subscription));
      subscription.held().clear();
    }

    NavigableSet<Subscription<S>> holding(BsonValue id) {
      NavigableSet<Subscription<S>> holding = inOrder();
      holding.addAll(holders.get(id));
      return holding;
    }

    NavigableSet<Subscription<S>> matching(BsonDocument document) {
      NavigableSet<Subscription<S>> candidates = inOrder();
      candidates.addAll(withoutEquality);
      byField.forEach((path, values) ->
          path.valuesIn(document).forEach(value -> candidates.addAll(values.get(value))));
      candidates.removeIf(subscription -> !subscription.filter().matches(document));
      return candidates;
    }
  }
}
