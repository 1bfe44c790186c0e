package dev.espalier.fx.lives;

import dev.espalier.otp.Address;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One process from its beginning to its end.
 *
 * @param parent the process that started it
 * @param spawned the event with which it began
 * @param exited the event with which it ended, 0 while it lives
 * @param reason why it ended; none while it lives
 */
public record Life(
    Pid pid,
    String kind,
    @Nullable Name name,
    @Nullable Pid parent,
    long spawned,
    long exited,
    @Nullable ExitReason reason) {

  /** What stays the same when it is started again: its name, or else its pid. */
  public Address identity() {
    return Objects.requireNonNullElse(name, pid);
  }

  public boolean isAt(long event) {
    return spawned <= event && (exited == 0 || event < exited);
  }
}
