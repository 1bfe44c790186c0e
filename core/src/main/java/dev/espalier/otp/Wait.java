package dev.espalier.otp;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a process's thread is waiting for; two waits are never the same. */
final class Wait {
  private final BooleanSupplier until;
  private final @Nullable Instant deadline;
  private final boolean idle;

  /**
   * @param until true once it need not wait any longer
   * @param deadline when it stops waiting in any case
   * @param idle whether it waits for its next message, and so has nothing unfinished
   */
  Wait(BooleanSupplier until, @Nullable Instant deadline, boolean idle) {
    this.until = until;
    this.deadline = deadline;
    this.idle = idle;
  }

  boolean isOver() {
    return until.getAsBoolean();
  }

  @Nullable Instant deadline() {
    return deadline;
  }

  boolean idle() {
    return idle;
  }
}
