package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import dev.espalier.environment.Change;
import dev.espalier.environment.QueryKey;
import dev.espalier.query.BsonOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * All documents of an environment at one moment.
 *
 * @param collections by name, each with its documents by {@code _id}, in its order; none is empty
 */
public record Snapshot(
    ImmutableMap<String, ImmutableSortedMap<BsonValue, BsonDocument>> collections) {
  private static final BsonOrder BY_ID = new BsonOrder();

  public static final Snapshot EMPTY = new Snapshot(ImmutableMap.of());

  /** That of these documents. */
  public static Snapshot of(Map<String, ? extends Collection<BsonDocument>> documents) {
    Map<String, TreeMap<BsonValue, BsonDocument>> collections = new HashMap<>();
    documents.forEach((collection, each) -> {
      TreeMap<BsonValue, BsonDocument> byId = new TreeMap<>(BY_ID);
      each.forEach(document -> byId.put(document.get("_id"), document));
      collections.put(collection, byId);
    });
    return copy(collections);
  }

  private static Snapshot copy(Map<String, ? extends Map<BsonValue, BsonDocument>> collections) {
    return new Snapshot(
        ImmutableMap.copyOf(
            Maps.transformValues(
                Maps.filterValues(collections, documents -> !documents.isEmpty()),
                documents -> ImmutableSortedMap.copyOf(documents, BY_ID))));
  }

  /** What a change makes of it. Of a collection that it replaces nothing is known: it is empty. */
  public Snapshot after(Change change) {
    Map<String, Map<BsonValue, BsonDocument>> changed = new HashMap<>(collections);
    for (Change.Event event : change.events()) {
      TreeMap<BsonValue, BsonDocument> documents = new TreeMap<>(BY_ID);
      documents.putAll(changed.getOrDefault(event.collection(), Map.of()));
      switch (event) {
        case Change.Put(_, _, BsonDocument document) ->
            documents.put(document.get("_id"), document);
        case Change.Removed(_, BsonValue id) -> documents.remove(id);
        case Change.Replaced _ -> documents.clear();
      }
      changed.put(event.collection(), documents);
    }
    return copy(changed);
  }

  /** What a query finds, in the order in which a view is given it. */
  public ImmutableList<BsonDocument> find(QueryKey query) {
    return documents(query.collection()).stream()
        .filter(query.filter()::matches)
        .collect(ImmutableList.toImmutableList());
  }

  /** A collection's documents, by ascending {@code _id}. */
  public Collection<BsonDocument> documents(String collection) {
    return collections.getOrDefault(collection, ImmutableSortedMap.of()).values();
  }
}
