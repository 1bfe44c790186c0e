package dev.espalier.otp;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where the one answer to a request arrives; whatever comes second is dropped. */
final class ReplySlot {

  sealed interface Outcome {
    record Value(@Nullable Object value) implements Outcome {}

    record Gone(ExitReason reason) implements Outcome {}

    /** These processes would wait for one another for ever. */
    record Refused(List<ProcessCell> cycle) implements Outcome {}

    record Abandoned() implements Outcome {}
  }

  private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
  private final Runnable wake;

  /**
   * @param wake tells whoever waits that there is an outcome
   */
  ReplySlot(Runnable wake) {
    this.wake = wake;
  }

  boolean isDone() {
    return outcome.get() != null;
  }

  @Nullable Outcome outcome() {
    return outcome.get();
  }

  /** Whether the value came in time. */
  boolean fill(@Nullable Object value) {
    return settle(new Outcome.Value(value));
  }

  void fail(ExitReason reason) {
    settle(new Outcome.Gone(reason));
  }

  void refuse(List<ProcessCell> cycle) {
    settle(new Outcome.Refused(cycle));
  }

  void abandon() {
    outcome.compareAndSet(null, new Outcome.Abandoned());
  }

  private boolean settle(Outcome with) {
    boolean first = outcome.compareAndSet(null, with);
    if (first) {
      wake.run();
    }
    return first;
  }
}
