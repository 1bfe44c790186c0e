package dev.espalier.otp;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a process is started, and what its supervisor does when it exits.
 *
 * @param kind what sort of process it is, e.g. {@code SCM}; identifies it among its siblings
 * @param name what it is registered under, if anything
 * @param server makes the process's code, anew for every start
 * @param shutdown how long it may take to stop before it is killed; zero kills it at once
 */
public record ChildSpec(
    String kind,
    @Nullable Name name,
    Supplier<? extends GenServer<?>> server,
    Restart restart,
    Duration shutdown) {

  /** When a child that exited is started again. */
  public enum Restart {
    /** Always. */
    PERMANENT,
    /** After an abnormal exit only. */
    TRANSIENT,
    /** Never. */
    TEMPORARY
  }

  /** A permanent worker that has 5 s to stop, registered under {@code name}. */
  public static ChildSpec worker(Name name, Supplier<? extends GenServer<?>> server) {
    return new ChildSpec(name.kind(), name, server, Restart.PERMANENT, Duration.ofSeconds(5));
  }

  /** A permanent worker without a name. */
  public static ChildSpec worker(String kind, Supplier<? extends GenServer<?>> server) {
    return new ChildSpec(kind, null, server, Restart.PERMANENT, Duration.ofSeconds(5));
  }

  /** A permanent supervisor, which may take as long as its children need to stop. */
  public static ChildSpec supervisor(Name name, Supplier<? extends GenServer<?>> server) {
    return new ChildSpec(name.kind(), name, server, Restart.PERMANENT, GenServer.INFINITY);
  }

  public ChildSpec restart(Restart when) {
    return new ChildSpec(kind, name, server, when, shutdown);
  }

  public ChildSpec shutdown(Duration within) {
    return new ChildSpec(kind, name, server, restart, within);
  }
}
