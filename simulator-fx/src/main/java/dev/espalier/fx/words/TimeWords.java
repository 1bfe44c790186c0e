package dev.espalier.fx.words;

import java.time.Duration;
import java.time.Instant;
import org.bson.BsonTimestamp;

/** Times and durations as they are read. */
public final class TimeWords {
  private TimeWords() {}

  /** How long after the start, as {@code 00:00.412} or {@code 1:02:03.004}. */
  public static String since(Instant start, Instant at) {
    Duration since = Duration.between(start, at);
    return since.toHours() == 0
        ? "%02d:%02d.%03d"
            .formatted(since.toMinutesPart(), since.toSecondsPart(), since.toMillisPart())
        : "%d:%02d:%02d.%03d"
            .formatted(
                since.toHours(),
                since.toMinutesPart(),
                since.toSecondsPart(),
                since.toMillisPart());
  }

  /** A cluster time by its last digits: the second, and which event in it, e.g. {@code …5600.9}. */
  public static String of(BsonTimestamp time) {
    return "…%04d.%d".formatted(time.getTime() % 10_000, time.getInc());
  }

  /** E.g. {@code 3.2 ms}, {@code 12 s} or {@code 10 min}. */
  public static String of(Duration duration) {
    if (duration.compareTo(Duration.ofMillis(10)) < 0) {
      double millis = duration.toNanos() / 1e6;
      return millis == Math.rint(millis)
          ? "%d ms".formatted(duration.toMillis())
          : "%.1f ms".formatted(millis);
    }
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      return "%d ms".formatted(duration.toMillis());
    }
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      return duration.toMillisPart() == 0
          ? "%d s".formatted(duration.toSeconds())
          : "%.1f s".formatted(duration.toMillis() / 1e3);
    }
    return duration.toSecondsPart() == 0
        ? "%,d min".formatted(duration.toMinutes())
        : "%,d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
