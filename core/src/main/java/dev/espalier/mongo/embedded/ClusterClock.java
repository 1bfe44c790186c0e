package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import java.time.Instant;
import java.time.InstantSource;

/** Cluster times: the second, and a counter within it, so that each is later than the last. */
final class ClusterClock {
  private final InstantSource clock;
  private BsonTimestamp last;

  ClusterClock(InstantSource clock) {
    this.clock = clock;
    this.last = atSecondOf(clock.instant());
  }

  private static BsonTimestamp atSecondOf(Instant instant) {
    return new BsonTimestamp((instant.getEpochSecond() << 32) + 1);
  }

  Instant wallTime() {
    return clock.instant();
  }

  /** The time of the newest commit. */
  BsonTimestamp now() {
    return last;
  }

  /** The time of the next commit. */
  BsonTimestamp tick() {
    BsonTimestamp next = atSecondOf(clock.instant());
    last = next.compareTo(last) > 0 ? next : new BsonTimestamp(last.getValue() + 1);
    return last;
  }
}
