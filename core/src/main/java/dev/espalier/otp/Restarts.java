package dev.espalier.otp;

import com.google.common.collect.ImmutableList;
import dev.espalier.otp.ChildSpec.Restart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a supervisor decides when a child has exited; pure functions after OTP's supervisor. */
final class Restarts {
  private Restarts() {}

  /** Which siblings share a child's fate. */
  enum Strategy {
    ONE_FOR_ONE,
    ONE_FOR_ALL,
    REST_FOR_ONE
  }

  sealed interface Decision {
    /** The child stays as it is: without a process. */
    record LeaveDown() implements Decision {}

    /** The child is forgotten. */
    record Forget() implements Decision {}

    /**
     * The children from {@code first} to {@code last} are stopped in reverse and started in order.
     */
    record Restart(int first, int last) implements Decision {}
  }

  /** After the child at {@code index} of {@code children} exited. */
  static Decision decide(
      Strategy strategy, ChildSpec.Restart restart, int index, int children, ExitReason reason) {
    if (!needsRestart(restart, reason)) {
      return restart == Restart.TEMPORARY ? new Decision.Forget() : new Decision.LeaveDown();
    }
    return switch (strategy) {
      case ONE_FOR_ONE -> new Decision.Restart(index, index);
      case ONE_FOR_ALL -> new Decision.Restart(0, children - 1);
      case REST_FOR_ONE -> new Decision.Restart(index, children - 1);
    };
  }

  static boolean needsRestart(ChildSpec.Restart restart, ExitReason reason) {
    return switch (restart) {
      case PERMANENT -> true;
      case TRANSIENT -> reason.isAbnormal();
      case TEMPORARY -> false;
    };
  }

  /** The restarts that still count at {@code now}, with the one at {@code now}. */
  static ImmutableList<Instant> within(List<Instant> earlier, Instant now, Duration period) {
    Instant horizon = now.minus(period);
    return ImmutableList.<Instant>builder()
        .addAll(earlier.stream().filter(at -> !at.isBefore(horizon)).toList())
        .add(now)
        .build();
  }
}
