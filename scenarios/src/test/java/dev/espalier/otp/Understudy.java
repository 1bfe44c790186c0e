package dev.espalier.otp;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullMarked;

/**
 * Plays a process's part with the process's own code, save for what a subclass does otherwise.
 *
 * @param <S> the type of the state
 */
@NullMarked
public abstract class Understudy<S> extends GenServer<S> {
  private final GenServer<S> part;

  @SuppressWarnings("unchecked")
  protected Understudy(GenServer<?> part) {
    this.part = (GenServer<S>) part;
  }

  /** Processes of a kind with another code. */
  public static Substitution of(String kind, UnaryOperator<GenServer<?>> other) {
    return spec ->
        spec.kind().equals(kind) ? other.apply(spec.server().get()) : spec.server().get();
  }

  /** Both. */
  public static Substitution both(Substitution one, Substitution another) {
    return spec ->
        another.server(
            new ChildSpec(
                spec.kind(), spec.name(), () -> one.server(spec), spec.restart(), spec.shutdown()));
  }

  @Override
  protected Init<S> init() throws Exception {
    part.begin(node(), cell());
    return part.init();
  }

  @Override
  protected Next<S> handleContinue(Object continuation, S state) throws Exception {
    return part.handleContinue(continuation, state);
  }

  @Override
  protected Next<S> handleCall(Request<?> request, From from, S state) throws Exception {
    return part.handleCall(request, from, state);
  }

  @Override
  protected Next<S> handleCast(Object message, S state) throws Exception {
    return part.handleCast(message, state);
  }

  @Override
  protected Next<S> handleInfo(Object message, S state) throws Exception {
    return part.handleInfo(message, state);
  }

  @Override
  protected void terminate(ExitReason reason, S state) throws Exception {
    part.terminate(reason, state);
  }
}
