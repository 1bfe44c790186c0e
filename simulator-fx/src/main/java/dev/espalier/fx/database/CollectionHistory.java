package dev.espalier.fx.database;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.timeline.EventNumbers;
import dev.espalier.query.BsonOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All documents that were ever in a collection, in all their versions. */
final class CollectionHistory {
  private final NavigableMap<BsonValue, Versions> documents = new TreeMap<>(new BsonOrder());

  /** Which document each change touched, and how many there were after it. */
  private final EventNumbers changes = new EventNumbers();

  private final List<BsonValue> changed = new ArrayList<>();
  private final EventNumbers counts = new EventNumbers();
  private final int countAtFirst;
  private int count;

  private int shownUpTo = -1;
  private int shownSince = -1;
  private ImmutableList<DocumentAt> shown = ImmutableList.of();

  /** A document's versions; none of them while it was not there. */
  private static final class Versions {
    private final EventNumbers since = new EventNumbers();
    private final List<@Nullable JsonNode> versions = new ArrayList<>(1);

    void add(long event, @Nullable JsonNode version) {
      since.add(event);
      versions.add(version);
    }

    @Nullable JsonNode at(long event) {
      int upTo = since.upTo(event);
      return upTo == 0 ? null : versions.get(upTo - 1);
    }

    @Nullable JsonNode last() {
      return versions.isEmpty() ? null : versions.getLast();
    }
  }

  /**
   * @param first the documents before any change
   */
  CollectionHistory(Map<BsonValue, JsonNode> first) {
    first.forEach((id, document) -> versions(id).add(0, document));
    countAtFirst = first.size();
    count = countAtFirst;
  }

  private Versions versions(BsonValue id) {
    return documents.computeIfAbsent(id, _ -> new Versions());
  }

  /**
   * @param version none when it was removed
   */
  void change(long event, BsonValue id, @Nullable JsonNode version) {
    Versions versions = versions(id);
    boolean wasThere = versions.last() != null;
    versions.add(event, version);
    count += (version == null ? 0 : 1) - (wasThere ? 1 : 0);
    changes.add(event);
    changed.add(id);
    counts.add(count);
  }

  void removeAll(long event) {
    last().keySet().forEach(id -> change(event, id, null));
  }

  /** The documents after the last change. */
  Map<BsonValue, JsonNode> last() {
    Map<BsonValue, JsonNode> last = new LinkedHashMap<>();
    documents.forEach((id, versions) -> {
      JsonNode document = versions.last();
      if (document != null) {
        last.put(id, document);
      }
    });
    return last;
  }

  /** How many documents there are at a moment. */
  int count(long event) {
    int upTo = changes.upTo(event);
    return upTo == 0 ? countAtFirst : Math.toIntExact(counts.get(upTo - 1));
  }

  /** Whether it has been there by then, with documents or without. */
  boolean isKnown(long event) {
    return countAtFirst > 0 || changes.upTo(event) > 0;
  }

  boolean isChanged(long since, long event) {
    return changes.upTo(since) < changes.upTo(event);
  }

  /**
   * The documents at a moment, by ascending id, with those that are gone since another. The same
   * list as before when nothing has changed.
   */
  ImmutableList<DocumentAt> at(long event, long since) {
    int upTo = changes.upTo(event);
    int from = changes.upTo(Math.min(since, event));
    if (upTo != shownUpTo || from != shownSince) {
      shownUpTo = upTo;
      shownSince = from;
      shown = documents(event, since);
    }
    return shown;
  }

  private ImmutableList<DocumentAt> documents(long event, long since) {
    ImmutableList.Builder<DocumentAt> all = ImmutableList.builderWithExpectedSize(count(event));
    documents.forEach((id, versions) -> {
      JsonNode now = versions.at(event);
      JsonNode before = versions.at(Math.min(since, event));
      if (now != null || before != null) {
        all.add(new DocumentAt(id, now, before));
      }
    });
    return all.build();
  }
}
