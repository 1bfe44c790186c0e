package dev.espalier.fx.timeline;

import com.google.common.collect.ImmutableMap;
import dev.espalier.otp.Pid;
import org.jspecify.annotations.Nullable;

/**
 * The tree at one moment.
 *
 * @param number of the last event that has happened, 0 before the first
 * @param processes those that live, oldest first
 */
public record Moment(long number, ImmutableMap<Pid, ProcessAt> processes) {
  static final Moment NOTHING = new Moment(0, ImmutableMap.of());

  /** A process that lives. */
  public @Nullable ProcessAt process(@Nullable Pid pid) {
    return pid == null ? null : processes.get(pid);
  }

  public int restarts() {
    return processes.values().stream().mapToInt(ProcessAt::restarts).sum();
  }
}
