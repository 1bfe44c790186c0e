package dev.espalier.environment;

import java.util.concurrent.atomic.AtomicReference;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/** The cluster time that this runner's own writes have reached: how far CS has to read. */
public final class OperationClock {
  private final AtomicReference<BsonTimestamp> latest = new AtomicReference<>(new BsonTimestamp(0));

  BsonTimestamp latest() {
    return latest.get();
  }

  /** Whether the database has ever answered. */
  boolean hasBegun() {
    return latest().getValue() > 0;
  }

  /** Notes the operation time of a reply. */
  void reached(@Nullable BsonTimestamp time) {
    if (time != null) {
      latest.accumulateAndGet(time, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
  }
}
