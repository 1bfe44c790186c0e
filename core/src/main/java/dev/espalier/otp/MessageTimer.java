package dev.espalier.otp;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** A message that a process has had sent to itself later; it does not outlive the process. */
final class MessageTimer implements GenServer.Timer {
  private final Node node;
  private final ProcessCell owner;
  private final Object message;
  private final long set;
  private final Scheduler.Alarm alarm;
  private final AtomicBoolean ended = new AtomicBoolean();

  MessageTimer(Node node, ProcessCell owner, Instant due, Object message) {
    this.node = node;
    this.owner = owner;
    this.message = message;
    this.set = node.record(owner.cause, new ProcessEvent.TimerSet(owner.pid, due, message));
    this.alarm = node.scheduler().alarm(due, this::fire);
  }

  private void fire() {
    if (ended.compareAndSet(false, true)) {
      node.registry().atomically(() -> owner.timers.remove(this));
      node.record(set, new ProcessEvent.TimerFired(owner.pid, set));
      node.mail().deliver(set, owner, owner, ProcessEvent.Kind.INFO, message);
    }
  }

  @Override
  public void cancel() {
    cancel(owner.cause);
  }

  /**
   * Comes to nothing if it has fired.
   *
   * @param cause the number of the event that led to this
   */
  void cancel(long cause) {
    if (ended.compareAndSet(false, true)) {
      node.registry().atomically(() -> owner.timers.remove(this));
      node.record(cause, new ProcessEvent.TimerCancelled(owner.pid, set));
      alarm.cancel();
    }
  }
}
