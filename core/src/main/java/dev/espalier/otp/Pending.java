package dev.espalier.otp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that was sent and not waited for yet.
 *
 * @param <R> the type of the reply
 */
public final class Pending<R> {
  private final long number;
  private final @Nullable ProcessCell caller;
  private final Address to;
  private final @Nullable ProcessCell target;
  private final Request<R> request;
  private final ReplySlot slot;

  Pending(
      long number,
      @Nullable ProcessCell caller,
      Address to,
      @Nullable ProcessCell target,
      Request<R> request,
      ReplySlot slot) {
    this.number = number;
    this.caller = caller;
    this.to = to;
    this.target = target;
    this.request = request;
    this.slot = slot;
  }

  long number() {
    return number;
  }

  @Nullable ProcessCell caller() {
    return caller;
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

  /** Nobody wants the reply any more. */
  void abandon() {
    slot.abandon();
    if (target != null) {
      target.answered(slot);
    }
  }

  /** There will be no reply, because these processes, the caller first, wait for one another. */
  void refuse(List<ProcessCell> cycle) {
    slot.refuse(cycle);
    if (target != null) {
      target.answered(slot);
    }
  }

  /** The reply, once the slot is done. */
  @SuppressWarnings("unchecked") // a process replies with what the request's type says
  R value() {
    return switch (slot.outcome()) {
      case ReplySlot.Outcome.Value(Object value) -> (R) value;
      case ReplySlot.Outcome.Gone(ExitReason reason) ->
          throw new CallFailed.Exited(to, request, reason);
      case ReplySlot.Outcome.Refused(List<ProcessCell> cycle) ->
          throw new CallFailed.Cycle(
              request,
              cycle.stream().map(member -> member.pid).toList(),
              cycle.stream().map(ProcessCell::describe).toList());
      case ReplySlot.Outcome.Abandoned() ->
          throw new CallFailed.Exited(to, request, ExitReason.noProcess());
      case null -> throw new IllegalStateException("no reply yet");
    };
  }
}
