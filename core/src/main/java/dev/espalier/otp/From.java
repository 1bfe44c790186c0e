package dev.espalier.otp;

import org.jspecify.annotations.Nullable;

/** Who asked: where {@link GenServer#reply} sends the answer to. */
public final class From {
  private final @Nullable ProcessCell caller;
  private final ReplySlot slot;

  From(@Nullable ProcessCell caller, ReplySlot slot) {
    this.caller = caller;
    this.slot = slot;
  }

  /** The process that asked; none when the call came from outside the node. */
  public @Nullable Pid pid() {
    return caller == null ? null : caller.pid;
  }

  ReplySlot slot() {
    return slot;
  }
}
