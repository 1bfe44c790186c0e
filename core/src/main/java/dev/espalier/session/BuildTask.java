package dev.espalier.session;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Ordering;
import com.google.common.collect.Sets;
import dev.espalier.otp.Pid;
import org.bson.BsonTimestamp;

/** What a UIBuilder has to build when it gets to it. */
public sealed interface BuildTask {

  record Nothing() implements BuildTask {}

  /**
   * As of that time only these Ws have something new.
   *
   * @param widgets not empty
   */
  record Some(BsonTimestamp at, ImmutableSet<Pid> widgets) implements BuildTask {}

  /** The whole UI, as of now. */
  record Everything() implements BuildTask {}

  /** Both tasks as one. */
  default BuildTask and(BuildTask other) {
    if (this instanceof Some(BsonTimestamp at, ImmutableSet<Pid> widgets)
        && other instanceof Some(BsonTimestamp otherAt, ImmutableSet<Pid> more)) {
      return new Some(
          Ordering.natural().max(at, otherAt), Sets.union(widgets, more).immutableCopy());
    }
    return this instanceof Nothing || other instanceof Everything ? other : this;
  }
}
