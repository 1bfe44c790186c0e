package dev.espalier.fx.sequence;

import dev.espalier.fx.timeline.EventNumbers;
import dev.espalier.fx.viewing.Watched;
import dev.espalier.otp.Address;
import org.jspecify.annotations.Nullable;

/**
 * What of a recording is to be seen.
 *
 * @param session only what has to do with this one; none for all
 * @param process only what this one sent or was sent; none for all
 * @param signals whether signals are seen too
 */
record Choice(Extent extent, @Nullable String session, @Nullable Address process, boolean signals) {
  static final Choice USUAL = new Choice(Extent.STEP, null, null, false);

  /** Which stretch. */
  enum Extent {
    STEP,
    CHANGE,
    ALL
  }

  /**
   * A stretch of events.
   *
   * @param after it begins after this one
   * @param until it ends with this one
   */
  record Stretch(long after, long until) {}

  /** The stretch that is meant at a moment. */
  Stretch stretch(Watched watched) {
    return switch (extent) {
      case STEP -> new Stretch(watched.before(), watched.after());
      case ALL -> new Stretch(0, watched.timeline().end());
      case CHANGE -> change(watched);
    };
  }

  /** From where a change began to where the next one did, or the step ends. */
  private static Stretch change(Watched watched) {
    EventNumbers changes = watched.timeline().changes();
    int next = changes.upTo(watched.player().at());
    long begin = next == 0 ? watched.before() : changes.get(next - 1) - 1;
    long end =
        next < changes.size() ? Math.min(changes.get(next) - 1, watched.after()) : watched.after();
    return begin < watched.before() ? new Stretch(watched.before(), end) : new Stretch(begin, end);
  }

  Choice of(Extent newExtent) {
    return new Choice(newExtent, session, process, signals);
  }

  Choice ofSession(@Nullable String newSession) {
    return new Choice(extent, newSession, process, signals);
  }

  Choice ofProcess(@Nullable Address newProcess) {
    return new Choice(extent, session, newProcess, signals);
  }

  Choice withSignals(boolean whether) {
    return new Choice(extent, session, process, whether);
  }
}
