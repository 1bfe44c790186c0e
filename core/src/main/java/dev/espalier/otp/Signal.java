package dev.espalier.otp;

/** What the runtime itself sends a process, through {@link GenServer#handleInfo}. */
public sealed interface Signal {
  /** A linked process exited, and the receiver traps exits. */
  record Exited(Pid from, ExitReason reason) implements Signal {}

  /** A monitored process exited. */
  record Down(Monitor monitor, Pid from, ExitReason reason) implements Signal {}

  /** No message came within the time that {@link Next#orTimeout} gave. */
  record Timeout() implements Signal {}

  /** Identifies one act of monitoring. */
  record Monitor(long number) {}
}
