package dev.espalier.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;

class QueryIndexTest {

  /** Asks everybody. */
  private static final class Oracle {
    private record Entry(String collection, Filter filter, TreeSet<BsonValue> held) {}

    private final Map<Integer, Entry> entries = new LinkedHashMap<>();

    void add(int subscriber, String collection, Filter filter) {
      entries.remove(subscriber);
      entries.put(subscriber, new Entry(collection, filter, new TreeSet<>(new BsonOrder())));
    }

    void remove(int subscriber) {
      entries.remove(subscriber);
    }

    void hold(int subscriber, Collection<BsonValue> ids) {
      Entry entry = entries.get(subscriber);
      if (entry != null) {
        entry.held().addAll(ids);
      }
    }

    List<Integer> put(String collection, BsonValue id, BsonDocument after) {
      ImmutableList.Builder<Integer> touched = ImmutableList.builder();
      entries.forEach((subscriber, entry) -> {
        if (entry.collection().equals(collection)) {
          boolean held = entry.held().remove(id);
          boolean matches = entry.filter().matches(after);
          if (matches) {
            entry.held().add(id);
          }
          if (held || matches) {
            touched.add(subscriber);
          }
        }
      });
      return touched.build();
    }

    List<Integer> removed(String collection, BsonValue id) {
      return entries.entrySet().stream()
          .filter(entry -> entry.getValue().collection().equals(collection))
          .filter(entry -> entry.getValue().held().remove(id))
          .map(Map.Entry::getKey)
          .toList();
    }

    List<Integer> all(String collection) {
      return entries.entrySet().stream()
          .filter(entry -> entry.getValue().collection().equals(collection))
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  sealed interface Action {
    record Add(int subscriber, String collection, BsonDocument filter) implements Action {}

    record Remove(int subscriber) implements Action {}

    record Hold(int subscriber, List<BsonValue> ids) implements Action {}

    record Put(String collection, BsonValue id, BsonDocument after) implements Action {}

    record Removed(String collection, BsonValue id) implements Action {}

    record All(String collection) implements Action {}
  }

  @Property(tries = 1000)
  void itTellsWhatAskingEverySubscriberWouldTell(@ForAll("histories") List<Action> history)
      throws InvalidQueryException {
    QueryIndex<Integer> index = new QueryIndex<>();
    Oracle oracle = new Oracle();
    for (Action action : history) {
      switch (action) {
        case Action.Add(int subscriber, String collection, BsonDocument filter) -> {
          index.add(subscriber, collection, Filter.parse(filter));
          oracle.add(subscriber, collection, Filter.parse(filter));
        }
        case Action.Remove(int subscriber) -> {
          index.remove(subscriber);
          oracle.remove(subscriber);
        }
        case Action.Hold(int subscriber, List<BsonValue> ids) -> {
          index.hold(subscriber, ids);
          oracle.hold(subscriber, ids);
        }
        case Action.Put(String collection, BsonValue id, BsonDocument after) ->
            assertThat(index.put(collection, id, after).asList())
                .as("%s after %s", action, history)
                .isEqualTo(oracle.put(collection, id, after));
        case Action.Removed(String collection, BsonValue id) ->
            assertThat(index.removed(collection, id).asList())
                .as("%s after %s", action, history)
                .isEqualTo(oracle.removed(collection, id));
        case Action.All(String collection) ->
            assertThat(index.all(collection).asList()).isEqualTo(oracle.all(collection));
      }
    }
  }

  @Test
  void whoeverHoldsADocumentIsTouchedOnceMoreWhenItNoLongerMatches() throws InvalidQueryException {
    QueryIndex<String> index = new QueryIndex<>();
    BsonInt32 id = new BsonInt32(1);
    index.add("open", "tasks", Filter.parse(BsonDocument.parse("{done: false}")));
    index.add("mine", "tasks", Filter.parse(BsonDocument.parse("{done: true, user: 'me'}")));
    index.hold("open", List.of(id));
    BsonDocument done = BsonDocument.parse("{_id: 1, done: true, user: 'me'}");
    assertThat(index.put("tasks", id, done)).containsExactly("open", "mine");
    assertThat(index.put("tasks", id, done)).containsExactly("mine");
    assertThat(index.removed("tasks", new BsonDouble(1))).containsExactly("mine");
    assertThat(index.removed("tasks", id)).isEmpty();
  }

  @Test
  void afterTheLastSubscriberOfACollectionHasGoneNobodyIsTouched() throws InvalidQueryException {
    QueryIndex<String> index = new QueryIndex<>();
    index.add("q", "tasks", Filter.parse(new BsonDocument()));
    index.remove("q");
    index.hold("q", List.of(new BsonInt32(1)));
    assertThat(index.all("tasks")).isEmpty();
    assertThat(index.put("tasks", new BsonInt32(1), new BsonDocument())).isEmpty();
    assertThat(index.removed("tasks", new BsonInt32(1))).isEqualTo(ImmutableSet.of());
  }

  @Provide
  Arbitrary<List<Action>> histories() {
    Arbitrary<Integer> subscribers = Arbitraries.integers().between(1, 8);
    Arbitrary<String> collections = Arbitraries.of("c", "c", "c", "d");
    Arbitrary<BsonValue> ids = scalars();
    Arbitrary<Action> add =
        Combinators.combine(subscribers, collections, filters()).as(Action.Add::new);
    Arbitrary<Action> remove = subscribers.map(Action.Remove::new);
    Arbitrary<Action> hold =
        Combinators.combine(subscribers, ids.list().ofMaxSize(4)).as(Action.Hold::new);
    Arbitrary<Action> put = Combinators.combine(collections, ids, documents()).as(Action.Put::new);
    Arbitrary<Action> removed = Combinators.combine(collections, ids).as(Action.Removed::new);
    Arbitrary<Action> all = collections.map(Action.All::new);
    Arbitrary<List<Action>> adds = add.list().ofMinSize(2).ofMaxSize(10);
    Arbitrary<List<Action>> rest =
        Arbitraries.frequencyOf(
                Tuple.of(8, put),
                Tuple.of(3, add),
                Tuple.of(2, removed),
                Tuple.of(2, hold),
                Tuple.of(1, remove),
                Tuple.of(1, all))
            .list()
            .ofMaxSize(40);
    return Combinators.combine(adds, rest)
        .as((first, then) -> ImmutableList.<Action>builder().addAll(first).addAll(then).build());
  }

  private static Arbitrary<BsonDocument> filters() {
    Arbitrary<String> paths = Arbitraries.of("a", "b", "a.c", "b.0", "a.0.c");
    Arbitrary<BsonValue> operands = Arbitraries.oneOf(values(), scalars());
    Arbitrary<BsonDocument> operators =
        Arbitraries.oneOf(
            Arbitraries.of("$eq", "$eq", "$ne", "$gt", "$lte")
                .flatMap(name -> operands.map(operand -> new BsonDocument(name, operand))),
            Arbitraries.of("$in", "$in", "$nin", "$all")
                .flatMap(name ->
                    operands
                        .list()
                        .ofMaxSize(3)
                        .map(list -> new BsonDocument(name, new BsonArray(list)))),
            Arbitraries.of(true, false)
                .map(exists -> new BsonDocument("$exists", BsonBoolean.valueOf(exists))));
    Arbitrary<BsonDocument> clause =
        paths.flatMap(path ->
            Arbitraries.oneOf(scalars(), values(), operators.map(document -> document))
                .map(operand -> new BsonDocument(path, operand)));
    Arbitrary<BsonDocument> several =
        clause
            .list()
            .ofMaxSize(3)
            .map(clauses -> {
              BsonDocument filter = new BsonDocument();
              clauses.forEach(filter::putAll);
              return filter;
            });
    Arbitrary<BsonDocument> logical =
        Arbitraries.of("$and", "$or", "$nor")
            .flatMap(name ->
                several
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(3)
                    .map(list -> new BsonDocument(name, new BsonArray(list))));
    return Arbitraries.oneOf(several, several, logical);
  }

  private static Arbitrary<BsonDocument> documents() {
    return Arbitraries.maps(Arbitraries.of("a", "b", "c"), values())
        .ofMaxSize(3)
        .map(fields -> {
          BsonDocument document = new BsonDocument();
          document.putAll(fields);
          return document;
        });
  }

  private static Arbitrary<BsonValue> values() {
    Arbitrary<BsonValue> objects =
        Arbitraries.of("c", "d").flatMap(key -> scalars().map(v -> new BsonDocument(key, v)));
    Arbitrary<BsonValue> arrays = arrays(Arbitraries.oneOf(scalars(), objects));
    return Arbitraries.oneOf(
        scalars(), scalars(), objects, arrays, arrays(arrays), arrays.map(v -> within(v)));
  }

  private static BsonValue within(BsonValue value) {
    return new BsonDocument("c", value);
  }

  private static Arbitrary<BsonValue> arrays(Arbitrary<BsonValue> elements) {
    return elements.list().ofMaxSize(3).map(BsonArray::new);
  }

  /** Among them equal numbers of different types. */
  private static Arbitrary<BsonValue> scalars() {
    return Arbitraries.of(
        new BsonInt32(0),
        new BsonInt32(1),
        new BsonInt64(1),
        new BsonDouble(1),
        new BsonDecimal128(Decimal128.parse("1.0")),
        new BsonDouble(-0.0),
        new BsonDouble(Double.NaN),
        new BsonDouble(0.1),
        new BsonString("x"),
        new BsonString("1"),
        BsonBoolean.TRUE,
        BsonNull.VALUE);
  }
}
