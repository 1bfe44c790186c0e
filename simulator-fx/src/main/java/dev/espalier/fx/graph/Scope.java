package dev.espalier.fx.graph;

import dev.espalier.fx.viewing.Watched;

/**
 * The stretch of events that is seen as one picture: the step, or of a very long one the part in
 * which the moment is.
 *
 * @param after it begins after this event
 * @param until it ends with this one
 */
record Scope(long after, long until) {
  /** So many events are read in a few milliseconds. */
  private static final long LONGEST = 16_384;

  static Scope of(Watched watched) {
    long part = Math.max(0, watched.player().at() - 1) / LONGEST * LONGEST;
    return new Scope(Math.max(watched.before(), part), Math.min(watched.after(), part + LONGEST));
  }
}
