package dev.espalier.otp;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What supervisors of both kinds are asked. */
public sealed interface Supervision {

  /** Starts a child. */
  record StartChild(ChildSpec spec) implements Supervision, Request<StartResult> {}

  /** Stops a child and waits for its end; false when there is no such child. */
  record TerminateChild(Address child) implements Supervision, Request<Boolean> {}

  /** Starts a child again that was terminated or is down. */
  record RestartChild(String kind) implements Supervision, Request<StartResult> {}

  /** Forgets a child that is down; false when there is none, or it runs. */
  record DeleteChild(String kind) implements Supervision, Request<Boolean> {}

  /** The children in the order of their start. */
  record WhichChildren() implements Supervision, Request<List<Child>> {}

  /**
   * A child as its supervisor sees it.
   *
   * @param pid none when it is down or about to be restarted
   */
  record Child(ChildSpec spec, @Nullable Pid pid, boolean restarting) {}

  /**
   * How many restarts are borne.
   *
   * @param restarts at most that many
   * @param within in any period of that length; one more and the supervisor gives up
   */
  record Intensity(int restarts, Duration within) {
    /** Elixir's default. */
    public static final Intensity DEFAULT = new Intensity(3, Duration.ofSeconds(5));
  }

  /** Noted when a child is started again after an exit. */
  record Restarted(String kind, ExitReason after) {}

  /** Noted when restarts came too fast and the supervisor gives up. */
  record GaveUp(String kind, ExitReason after) {}
}
