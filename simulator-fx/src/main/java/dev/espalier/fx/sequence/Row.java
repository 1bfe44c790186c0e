package dev.espalier.fx.sequence;

import dev.espalier.otp.Address;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.ProcessEvent;
import org.jspecify.annotations.Nullable;

/** What happens from top to bottom, a row each. */
sealed interface Row {
  /** The number of the event. */
  long number();

  /**
   * @param from none when it came from outside
   * @param isLost whether there was nobody to get it
   */
  record Message(
      long number,
      @Nullable Address from,
      Address to,
      ProcessEvent.Kind kind,
      Object content,
      boolean isLost)
      implements Row {}

  /**
   * A process begins.
   *
   * @param isAgain whether it was started again after a failure
   */
  record Begin(long number, Address who, boolean isAgain) implements Row {}

  /** A process ends. */
  record End(long number, Address who, ExitReason reason) implements Row {}
}
