package dev.espalier.fx.timeline;

import dev.espalier.otp.Address;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process from its spawn to its exit.
 *
 * @param parent the process that started it and is linked to it
 * @param restarts how often whoever had its seat before had failed
 * @param born the number of the event with which it began
 * @param died the number of the event with which it ended; 0 as long as none has
 */
public record Life(
    Pid pid,
    String kind,
    @Nullable Name name,
    @Nullable Pid parent,
    int restarts,
    long born,
    long died,
    @Nullable ExitReason reason) {

  /** What stays the same when it is started again: its name, or else its pid. */
  public Address identity() {
    return Objects.requireNonNullElse(name, pid);
  }

  /** Whether it lives at the moment after an event. */
  public boolean spans(long number) {
    return born <= number && (died == 0 || number < died);
  }

  Life ended(long number, ExitReason why) {
    return new Life(pid, kind, name, parent, restarts, born, number, why);
  }
}
