package dev.espalier.fx.timeline;

import dev.espalier.otp.Pid;
import org.jspecify.annotations.Nullable;

/**
 * The tree at one moment.
 *
 * @param number of the last event that has happened, 0 before the first
 * @param processes those that live, oldest first
 * @param restarts how often those that live were started again after a failure, all together
 */
public record Moment(long number, Processes processes, int restarts) {
  static final Moment NOTHING = new Moment(0, Processes.NONE, 0);

  /** A process that lives. */
  public @Nullable ProcessAt process(@Nullable Pid pid) {
    return pid == null ? null : processes.get(pid);
  }
}
