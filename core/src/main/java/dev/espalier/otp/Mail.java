package dev.espalier.otp;

import dev.espalier.otp.ProcessCell.Envelope;
import dev.espalier.otp.ProcessEvent.Kind;
import org.jspecify.annotations.Nullable;

/** Brings messages into mailboxes, and replies to those who wait for them. */
final class Mail {
  private final Node node;

  Mail(Node node) {
    this.node = node;
  }

  void send(
      long cause,
      @Nullable ProcessCell from,
      Address to,
      Kind kind,
      Object message,
      @Nullable From replyTo) {
    ProcessCell target = node.registry().find(to);
    if (target == null) {
      node.record(
          cause, new ProcessEvent.Dropped(from == null ? null : from.pid, to, kind, message));
    } else {
      deliver(cause, from, target, kind, message, replyTo);
    }
  }

  void deliver(
      long cause, @Nullable ProcessCell from, ProcessCell target, Kind kind, Object message) {
    deliver(cause, from, target, kind, message, null);
  }

  private void deliver(
      long cause,
      @Nullable ProcessCell from,
      ProcessCell target,
      Kind kind,
      Object message,
      @Nullable From replyTo) {
    Pid sender = from == null ? null : from.pid;
    long number = node.record(cause, new ProcessEvent.Sent(sender, target.pid, kind, message));
    target.mailbox.add(new Envelope(number, kind, message, replyTo));
    node.scheduler().delivered(target);
    if (target.exited != null) {
      discard(target);
    }
  }

  /** Nobody will read it. */
  void discard(ProcessCell cell) {
    while (cell.mailbox.poll() != null) {
      node.scheduler().handled(cell);
    }
  }

  <R> Pending<R> request(
      long cause, @Nullable ProcessCell from, Address to, Request<R> request, ReplySlot slot) {
    ProcessCell target = node.registry().find(to);
    Pending<R> pending = new Pending<>(node.waits().nextRequest(), from, to, target, request, slot);
    if (target == null) {
      node.record(
          cause, new ProcessEvent.Dropped(from == null ? null : from.pid, to, Kind.CALL, request));
      slot.fail(ExitReason.noProcess());
    } else {
      target.awaitedBy(slot);
      deliver(cause, from, target, Kind.CALL, request, new From(from, slot));
    }
    return pending;
  }

  void reply(ProcessCell from, From to, @Nullable Object value) {
    from.answered(to.slot());
    ReplySlot.Outcome outcome = to.slot().outcome();
    if (outcome == null) {
      Pid caller = to.pid();
      if (caller != null) {
        node.record(
            from.cause,
            new ProcessEvent.Sent(from.pid, caller, Kind.REPLY, value == null ? "null" : value));
      }
      to.slot().fill(value);
    } else {
      Pid caller = to.pid();
      if (caller != null) {
        node.record(
            from.cause,
            new ProcessEvent.Dropped(from.pid, caller, Kind.REPLY, value == null ? "null" : value));
      }
    }
  }
}
