package dev.espalier.otp;

/**
 * A message that is answered: what {@link GenServer#call} sends.
 *
 * @param <R> the type of the reply
 */
public interface Request<R> {}
