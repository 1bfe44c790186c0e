package dev.espalier.otp;

import org.jspecify.annotations.Nullable;

/**
 * A request that was sent and not waited for yet.
 *
 * @param <R> the type of the reply
 */
public final class Pending<R> {
  private final Address to;
  private final @Nullable ProcessCell target;
  private final Request<R> request;
  private final ReplySlot slot;

  Pending(Address to, @Nullable ProcessCell target, Request<R> request, ReplySlot slot) {
    this.to = to;
    this.target = target;
    this.request = request;
    this.slot = slot;
  }

  Address to() {
    return to;
  }

  @Nullable ProcessCell target() {
    return target;
  }

  Request<R> request() {
    return request;
  }

  ReplySlot slot() {
    return slot;
  }

  /** The reply, once the slot is done. */
  @SuppressWarnings("unchecked") // a process replies with what the request's type says
  R value() {
    return switch (slot.outcome()) {
      case ReplySlot.Outcome.Value(Object value) -> (R) value;
      case ReplySlot.Outcome.Gone(ExitReason reason) ->
          throw new CallFailed.Exited(to, request, reason);
      case ReplySlot.Outcome.Abandoned() ->
          throw new CallFailed.Exited(to, request, ExitReason.noProcess());
      case null -> throw new IllegalStateException("no reply yet");
    };
  }
}
