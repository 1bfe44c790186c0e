package dev.espalier.runner;

import dev.espalier.otp.ExitReason;

/** An environment could not be started; the message is for the user. */
public final class StartFailedException extends Exception {
  StartFailedException(String message) {
    super(message);
  }

  StartFailedException(ExitReason reason) {
    super(reason.toString(), reason instanceof ExitReason.Failure failure ? failure.cause() : null);
  }
}
