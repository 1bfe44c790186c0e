package dev.espalier.otp;

import com.google.common.collect.ImmutableList;
import dev.espalier.otp.Restarts.Decision;
import dev.espalier.otp.Restarts.Strategy;
import dev.espalier.otp.Supervision.Child;
import dev.espalier.otp.Supervision.Intensity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts its children in order, stops them in reverse, and restarts them as OTP's supervisor does.
 * What it decides is in {@link Restarts}; this process carries it out.
 */
public final class Supervisor extends GenServer<Supervisor.State> {

  /**
   * @param restarts when children were restarted lately
   */
  public record State(ImmutableList<Child> children, ImmutableList<Instant> restarts) {

    private State with(int index, @Nullable Pid pid, boolean restarting) {
      List<Child> changed = new ArrayList<>(children);
      changed.set(index, new Child(children.get(index).spec(), pid, restarting));
      return new State(ImmutableList.copyOf(changed), restarts);
    }

    private State without(int index) {
      List<Child> changed = new ArrayList<>(children);
      changed.remove(index);
      return new State(ImmutableList.copyOf(changed), restarts);
    }

    private int indexOf(Pid pid) {
      return indexWhere(child -> pid.equals(child.pid()));
    }

    private int indexOf(String kind) {
      return indexWhere(child -> child.spec().kind().equals(kind));
    }

    private int indexWhere(java.util.function.Predicate<Child> wanted) {
      for (int i = 0; i < children.size(); i++) {
        if (wanted.test(children.get(i))) {
          return i;
        }
      }
      return -1;
    }
  }

  /** Sent to itself when a restart failed: it tries again after whatever else is waiting. */
  private record TryAgain(String kind, ExitReason after) {}

  private final Strategy strategy;
  private final Intensity intensity;
  private final ImmutableList<ChildSpec> specs;

  private Supervisor(Strategy strategy, Intensity intensity, List<ChildSpec> specs) {
    this.strategy = strategy;
    this.intensity = intensity;
    this.specs = ImmutableList.copyOf(specs);
    long kinds = specs.stream().map(ChildSpec::kind).distinct().count();
    if (kinds < specs.size()) {
      throw new IllegalArgumentException("two children of one supervisor are of the same kind");
    }
  }

  /** A child that exits is restarted alone. */
  public static Supervisor oneForOne(Intensity intensity, List<ChildSpec> children) {
    return new Supervisor(Strategy.ONE_FOR_ONE, intensity, children);
  }

  /** When one child exits, all are restarted. */
  public static Supervisor oneForAll(Intensity intensity, List<ChildSpec> children) {
    return new Supervisor(Strategy.ONE_FOR_ALL, intensity, children);
  }

  /** When a child exits, it and those started after it are restarted. */
  public static Supervisor restForOne(Intensity intensity, List<ChildSpec> children) {
    return new Supervisor(Strategy.REST_FOR_ONE, intensity, children);
  }

  @Override
  protected Init<State> init() {
    trapExits();
    State state = new State(ImmutableList.of(), ImmutableList.of());
    for (ChildSpec spec : specs) {
      switch (startLink(spec)) {
        case StartResult.Failed(ExitReason reason) -> {
          terminateFrom(0, state.children().size() - 1, state);
          throw new Exit(reason);
        }
        case StartResult.AlreadyStarted(Pid pid) -> {
          terminateFrom(0, state.children().size() - 1, state);
          throw new Exit(new ExitReason.AlreadyStarted(spec.kind(), pid));
        }
        case StartResult.Started(Pid pid) -> state = appended(state, spec, pid);
        case StartResult.Ignored() -> {
          if (spec.restart() != ChildSpec.Restart.TEMPORARY) {
            state = appended(state, spec, null);
          }
        }
      }
    }
    return Init.ok(state);
  }

  private static State appended(State state, ChildSpec spec, @Nullable Pid pid) {
    return new State(
        ImmutableList.<Child>builder()
            .addAll(state.children())
            .add(new Child(spec, pid, false))
            .build(),
        state.restarts());
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) {
    return switch (message) {
      case Signal.Exited(Pid pid, ExitReason reason) when state.indexOf(pid) >= 0 ->
          childExited(state.indexOf(pid), reason, state);
      case Signal.Exited _ -> Next.state(state);
      case TryAgain(String kind, ExitReason after) -> {
        int index = state.indexOf(kind);
        yield index >= 0 && state.children().get(index).restarting()
            ? restart(new Decision.Restart(index, lastOf(index, state)), after, state)
            : Next.state(state);
      }
      default -> {
        note(new Unexpected(message));
        yield Next.state(state);
      }
    };
  }

  private int lastOf(int index, State state) {
    return strategy == Strategy.ONE_FOR_ONE ? index : state.children().size() - 1;
  }

  private Next<State> childExited(int index, ExitReason reason, State state) {
    ChildSpec spec = state.children().get(index).spec();
    return switch (Restarts.decide(
        strategy, spec.restart(), index, state.children().size(), reason)) {
      case Decision.LeaveDown() -> Next.state(state.with(index, null, false));
      case Decision.Forget() -> Next.state(state.without(index));
      case Decision.Restart restart -> restart(restart, reason, state.with(index, null, true));
    };
  }

  private Next<State> restart(Decision.Restart which, ExitReason after, State state) {
    ImmutableList<Instant> restarts = Restarts.within(state.restarts(), now(), intensity.within());
    if (restarts.size() > intensity.restarts()) {
      note(new Supervision.GaveUp(cell().kind, after));
      return Next.stop(state, new ExitReason.Shutdown("restarts came too fast: " + after));
    }
    State stopped = terminateFrom(which.first(), which.last(), state);
    State current = new State(stopped.children(), restarts);
    List<ChildSpec> toStart =
        current.children().subList(which.first(), current.children().size()).stream()
            .limit(which.last() - which.first() + 1L)
            .map(Child::spec)
            .toList();
    for (ChildSpec spec : toStart) {
      int index = current.indexOf(spec.kind());
      switch (startLink(spec)) {
        case StartResult.Started(Pid pid) -> {
          note(new Supervision.Restarted(spec.kind(), after));
          current = current.with(index, pid, false);
        }
        case StartResult.Ignored() -> current = current.with(index, null, false);
        case StartResult.AlreadyStarted _, StartResult.Failed _ -> {
          send(self(), new TryAgain(spec.kind(), after));
          return Next.state(current.with(index, null, true));
        }
      }
    }
    return Next.state(current);
  }

  /** Stops the children of a range in reverse; the temporary ones among them are forgotten. */
  private State terminateFrom(int first, int last, State state) {
    State current = state;
    for (int i = Math.min(last, state.children().size() - 1); i >= first; i--) {
      Child child = current.children().get(i);
      if (child.pid() != null) {
        Termination.of(this, child.pid(), child.spec().shutdown());
        current = current.with(i, null, false);
        if (child.spec().restart() == ChildSpec.Restart.TEMPORARY) {
          current = current.without(i);
        }
      }
    }
    return current;
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) {
    return switch (request) {
      case Supervision.WhichChildren() -> {
        reply(from, state.children());
        yield Next.state(state);
      }
      case Supervision.StartChild(ChildSpec spec) -> startChild(spec, from, state);
      case Supervision.TerminateChild(Address child) -> terminateChild(child, from, state);
      case Supervision.RestartChild(String kind) -> restartChild(kind, from, state);
      case Supervision.DeleteChild(String kind) -> {
        int index = state.indexOf(kind);
        boolean down = index >= 0 && state.children().get(index).pid() == null;
        reply(from, down);
        yield Next.state(down ? state.without(index) : state);
      }
      default -> throw new Exit(ExitReason.failure("a supervisor is not asked " + request));
    };
  }

  private Next<State> startChild(ChildSpec spec, From from, State state) {
    int index = state.indexOf(spec.kind());
    Pid running = index >= 0 ? state.children().get(index).pid() : null;
    if (running != null) {
      reply(from, new StartResult.AlreadyStarted(running));
      return Next.state(state);
    }
    if (index >= 0) {
      reply(from, new StartResult.Failed(ExitReason.failure(spec.kind() + " is there but down")));
      return Next.state(state);
    }
    StartResult result = startLink(spec);
    reply(from, result);
    return Next.state(
        result instanceof StartResult.Started(Pid pid) ? appended(state, spec, pid) : state);
  }

  private Next<State> restartChild(String kind, From from, State state) {
    int index = state.indexOf(kind);
    if (index < 0) {
      reply(from, new StartResult.Failed(ExitReason.failure("no child " + kind)));
      return Next.state(state);
    }
    Child child = state.children().get(index);
    if (child.pid() != null) {
      reply(from, new StartResult.AlreadyStarted(child.pid()));
      return Next.state(state);
    }
    StartResult result = startLink(child.spec());
    reply(from, result);
    return Next.state(
        result instanceof StartResult.Started(Pid pid) ? state.with(index, pid, false) : state);
  }

  private Next<State> terminateChild(Address address, From from, State state) {
    int index =
        switch (address) {
          case Pid pid -> state.indexOf(pid);
          case Name name -> state.indexWhere(child -> name.equals(child.spec().name()));
        };
    if (index < 0) {
      reply(from, false);
      return Next.state(state);
    }
    Child child = state.children().get(index);
    if (child.pid() != null) {
      Termination.of(this, child.pid(), child.spec().shutdown());
    }
    reply(from, true);
    return Next.state(
        child.spec().restart() == ChildSpec.Restart.TEMPORARY
            ? state.without(index)
            : state.with(index, null, false));
  }

  @Override
  protected void terminate(ExitReason reason, State state) {
    terminateFrom(0, state.children().size() - 1, state);
  }

  /** Stopping one child within its time. */
  static final class Termination {
    private Termination() {}

    static void of(GenServer<?> supervisor, Pid child, Duration shutdown) {
      supervisor.unlink(child);
      if (shutdown.isPositive()) {
        supervisor.exit(child, ExitReason.shutdown());
        if (supervisor.awaitExit(child, shutdown)) {
          return;
        }
      }
      supervisor.exit(child, ExitReason.killed());
      supervisor.awaitExit(child, GenServer.INFINITY);
    }
  }
}
