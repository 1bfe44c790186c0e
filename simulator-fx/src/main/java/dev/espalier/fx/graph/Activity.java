package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge.Ends;
import dev.espalier.fx.arrangement.Key;
import dev.espalier.fx.timeline.Lives;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.Address;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who of an arrangement has taken part in a stretch so far. Going on, it reads what is new. */
final class Activity {
  private final Arrangement arrangement;
  private final Timeline timeline;
  private final Predicate<Key> followed;
  private final Set<Address> members = new HashSet<>();
  private final Map<Key, Integer> parts = new HashMap<>();
  private final Map<Ends, Long> ways = new HashMap<>();
  private long after;
  private long read;

  /**
   * @param followed who is of interest
   */
  Activity(Arrangement arrangement, Timeline timeline, Predicate<Key> followed) {
    this.arrangement = arrangement;
    this.timeline = timeline;
    this.followed = followed;
  }

  /** Of what came after one event up to another. */
  void read(long newAfter, long until) {
    if (newAfter != after || until < read) {
      members.clear();
      parts.clear();
      ways.clear();
      after = newAfter;
      read = newAfter;
    }
    while (read < until) {
      read++;
      timeline
          .message(read)
          .filter(sent -> sent.kind() != ProcessEvent.Kind.SIGNAL)
          .ifPresent(this::read);
    }
  }

  private void read(Sent sent) {
    Lives lives = timeline.lives();
    Key to = takePart(lives.identity(sent.to()));
    Key from = sent.from() == null ? database(to) : takePart(lives.identity(sent.from()));
    if (from != null && to != null) {
      ways.put(new Ends(from, to), read);
    }
  }

  private @Nullable Key takePart(@Nullable Address identity) {
    Key key = identity == null ? null : arrangement.places().get(identity);
    if (key == null || !followed.test(key)) {
      return null;
    }
    if (identity != null && members.add(identity)) {
      parts.merge(key, 1, Integer::sum);
    }
    return key;
  }

  /** What comes to CS from outside comes from its database. */
  private @Nullable Key database(@Nullable Key to) {
    Box box = to == null ? null : arrangement.boxes().get(to);
    Box database = box == null ? null : arrangement.database(box);
    if (database == null) {
      return null;
    }
    parts.putIfAbsent(database.key(), 1);
    return database.key();
  }

  /** Whether nothing has happened yet, so that nobody need recede. */
  boolean isNone() {
    return parts.isEmpty();
  }

  boolean hasPart(Key key) {
    return parts.containsKey(key);
  }

  /** How many of those a box stands for have taken part. */
  int partsOf(Key key) {
    return parts.getOrDefault(key, 0);
  }

  /** The last message either way along an edge; 0 for none. */
  long lastAlong(Ends ends) {
    return Math.max(
        ways.getOrDefault(ends, 0L), ways.getOrDefault(new Ends(ends.to(), ends.from()), 0L));
  }
}
