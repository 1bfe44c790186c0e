package dev.espalier.otp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a process begins with.
 *
 * @param <S> the type of its state
 */
public sealed interface Init<S> {
  /**
   * @param continuation what {@link GenServer#handleContinue} is given before any message
   * @param timeout how long to wait for the first message
   */
  record Ok<S>(S state, @Nullable Object continuation, @Nullable Duration timeout)
      implements Init<S> {}

  /** There is nothing to run: no process, and no error. */
  record Ignore<S>() implements Init<S> {}

  static <S> Init<S> ok(S state) {
    return new Ok<>(state, null, null);
  }

  /** Whoever started the process goes on; the process first handles {@code continuation}. */
  static <S> Init<S> thenContinue(S state, Object continuation) {
    return new Ok<>(state, continuation, null);
  }

  static <S> Init<S> orTimeout(S state, Duration timeout) {
    return new Ok<>(state, null, timeout);
  }

  static <S> Init<S> ignore() {
    return new Ignore<>();
  }
}
