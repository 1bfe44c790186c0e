package dev.espalier.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espalier.environment.QueryResult.Difference;
import dev.espalier.query.Filter;
import dev.espalier.query.InvalidQueryException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

/** What a result says of the past, against a list of all that was. */
class QueryResultTest {
  private static final QueryKey QUERY = new QueryKey("c", filter("{a: {$gt: 0}}"));

  private static Filter filter(String written) {
    try {
      return Filter.parse(BsonDocument.parse(written));
    } catch (InvalidQueryException e) {
      throw new AssertionError(e);
    }
  }

  /** A collection as it was at each time from 0. */
  private static final class Past {
    final List<TreeMap<Integer, BsonDocument>> matching = new ArrayList<>();
    final List<Change> changes = new ArrayList<>();

    Past(Random random, int length) {
      TreeMap<Integer, BsonDocument> now = new TreeMap<>();
      matching.add(new TreeMap<>(now));
      changes.add(new Change(time(0), ImmutableList.of()));
      for (int i = 1; i <= length; i++) {
        changes.add(new Change(time(i), ImmutableList.of(event(random, now))));
        matching.add(new TreeMap<>(now));
      }
    }

    private static Change.Event event(Random random, Map<Integer, BsonDocument> now) {
      int id = random.nextInt(5);
      if (random.nextInt(4) == 0) {
        now.remove(id);
        return new Change.Removed("c", new BsonInt32(id));
      }
      BsonDocument document =
          new BsonDocument("_id", new BsonInt32(id)).append("a", new BsonInt32(random.nextInt(3)));
      if (QUERY.filter().matches(document)) {
        now.put(id, document);
      } else {
        now.remove(id);
      }
      return new Change.Put("update", "c", document);
    }

    Collection<BsonDocument> at(int moment) {
      return matching.get(moment).values();
    }
  }

  private static BsonTimestamp time(int moment) {
    return new BsonTimestamp(1, moment);
  }

  @Property
  void whatItKnowsOfThePastIsWhatWas(@ForAll long seed) {
    Random random = new Random(seed);
    Past past = new Past(random, 100);
    QueryResult result = QueryResult.read(time(0), past.at(0));
    for (int moment = 1; moment <= 100; moment++) {
      if (random.nextInt(5) == 0 && moment < 97) {
        moment += random.nextInt(3);
        result = result.reread(time(moment), past.at(moment), false);
      } else {
        result = result.after(past.changes.get(moment), QUERY);
      }
      int earlier = random.nextInt(moment + 1);
      result
          .documentsAt(time(earlier))
          .ifPresent(
              known -> assertThat(known.values()).containsExactlyElementsOf(past.at(earlier)));
      assertThat(result.documents().values()).containsExactlyElementsOf(past.at(moment));
      Optional<Collection<Difference>> differences =
          result.differences(past.changes.get(earlier), QUERY);
      if (earlier > 0 && differences.isPresent() && !differences.get().isEmpty()) {
        assertThat(past.at(earlier)).isNotEqualTo(past.at(earlier - 1));
      }
    }
  }

  @Test
  void ofAChangeThatWasSkippedItSaysNothingIfAnybodyMayHaveBeenShownItsDocument() {
    QueryResult result =
        QueryResult.read(time(0), List.of(document(1, 1)))
            .reread(time(9), List.of(document(1, 1)), false);
    assertThat(result.differences(change(5, document(1, 2)), QUERY)).isEmpty();
    assertThat(result.differences(change(5, document(2, 2)), QUERY)).isEmpty();
  }

  @Test
  void ofAChangeThatWasSkippedItKnowsThatItConcernsNobodyIfTheDocumentWasNeverShown() {
    QueryResult result =
        QueryResult.read(time(0), List.of(document(1, 1)))
            .reread(time(9), List.of(document(1, 1)), false);
    assertThat(result.differences(change(5, document(2, 0)), QUERY)).hasValue(List.of());
    BsonValue id = new BsonInt32(2);
    assertThat(result.glimpsed(time(4), Set.of(id)).differences(change(5, document(2, 0)), QUERY))
        .isEmpty();
  }

  private static BsonDocument document(int id, int a) {
    return new BsonDocument("_id", new BsonInt32(id)).append("a", new BsonInt32(a));
  }

  private static Change change(int moment, BsonDocument document) {
    return new Change(time(moment), ImmutableList.of(new Change.Put("update", "c", document)));
  }
}
