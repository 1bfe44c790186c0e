package dev.espalier.fx.graph;

import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;

/**
 * Who has taken part in a stretch of time.
 *
 * @param processes who sent or was sent a message
 * @param ways along which messages went
 */
record Activity(ImmutableSet<Pid> processes, ImmutableSet<Way> ways) {
  private static final int MOST_EVENTS = 20_000;

  /** Who sent and who was sent something. */
  record Way(Pid from, Pid to) {}

  /** Of what came after one event up to another; of a long stretch, its latest part. */
  static Activity of(Timeline timeline, long after, long until) {
    ImmutableSet.Builder<Pid> processes = ImmutableSet.builder();
    ImmutableSet.Builder<Way> ways = ImmutableSet.builder();
    for (long each = Math.max(after, until - MOST_EVENTS) + 1; each <= until; each++) {
      if (timeline.message(each).orElse(null)
              instanceof Sent(Pid from, Pid to, ProcessEvent.Kind kind, _)
          && kind != ProcessEvent.Kind.SIGNAL) {
        processes.add(to);
        if (from != null) {
          processes.add(from);
          ways.add(new Way(from, to));
        }
      }
    }
    return new Activity(processes.build(), ways.build());
  }

  /** Whether nothing has happened yet, so that nobody need recede. */
  boolean isNone() {
    return processes.isEmpty();
  }
}
