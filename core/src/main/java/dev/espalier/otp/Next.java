package dev.espalier.otp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a process does after a callback: go on with a state, or stop.
 *
 * @param <S> the type of its state
 */
public sealed interface Next<S> {
  S state();

  /**
   * @param continuation what {@link GenServer#handleContinue} is given before any other message
   * @param timeout after how long without a message {@link Signal.Timeout} comes; zero means as
   *     soon as the mailbox is empty
   */
  record Continue<S>(S state, @Nullable Object continuation, @Nullable Duration timeout)
      implements Next<S> {}

  record Stop<S>(S state, ExitReason reason) implements Next<S> {}

  static <S> Next<S> state(S state) {
    return new Continue<>(state, null, null);
  }

  static <S> Next<S> thenContinue(S state, Object continuation) {
    return new Continue<>(state, continuation, null);
  }

  static <S> Next<S> orTimeout(S state, Duration timeout) {
    return new Continue<>(state, null, timeout);
  }

  static <S> Next<S> stop(S state, ExitReason reason) {
    return new Stop<>(state, reason);
  }

  static <S> Next<S> stop(S state) {
    return new Stop<>(state, ExitReason.normal());
  }
}
