package dev.espalier.gateway.channel;

import com.google.common.collect.ImmutableList;
import dev.espalier.otp.Pid;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to a connection.
 *
 * @param writing what is being written
 */
record Outbox(ImmutableList<Letter> waiting, @Nullable Letter writing) {
  static final Outbox EMPTY = new Outbox(ImmutableList.of(), null);

  /**
   * @param sender told once it is written, if it wants to be
   */
  record Letter(Frame frame, @Nullable Pid sender) {}

  Outbox with(Letter letter) {
    return new Outbox(ImmutableList.<Letter>builder().addAll(waiting).add(letter).build(), writing);
  }

  /** The same when the next letter, if there is one, is being written. */
  Outbox next() {
    return waiting.isEmpty()
        ? new Outbox(waiting, null)
        : new Outbox(waiting.subList(1, waiting.size()), waiting.getFirst());
  }
}
