package dev.espalier.otp;

/**
 * What one member of a group answered.
 *
 * @param <R> the type of the reply
 */
public sealed interface Answer<R> {
  Pid from();

  record Reply<R>(Pid from, R value) implements Answer<R> {}

  record Failure<R>(Pid from, CallFailed failure) implements Answer<R> {}
}
