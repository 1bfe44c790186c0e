package dev.espalier.otp;

/** What came of starting a process. */
public sealed interface StartResult {
  record Started(Pid pid) implements StartResult {}

  /** Its {@code init} had nothing to run for. */
  record Ignored() implements StartResult {}

  /** Its name was taken by this process. */
  record AlreadyStarted(Pid pid) implements StartResult {}

  record Failed(ExitReason reason) implements StartResult {}

  /** The process, wherever it was started; an {@link Exit} when there is none. */
  default Pid pidOrExit() {
    return switch (this) {
      case Started(Pid pid) -> pid;
      case AlreadyStarted(Pid pid) -> pid;
      case Ignored() -> throw new Exit(ExitReason.failure("start was ignored"));
      case Failed(ExitReason reason) -> throw new Exit(reason);
    };
  }
}
