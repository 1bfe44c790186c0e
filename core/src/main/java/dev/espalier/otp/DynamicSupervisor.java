package dev.espalier.otp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.otp.Supervision.Child;
import dev.espalier.otp.Supervision.Intensity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Supervises any number of children started one by one, each on its own, as Elixir's
 * DynamicSupervisor. A child that takes long to initialise holds up only the one who asked for it.
 */
public final class DynamicSupervisor extends GenServer<DynamicSupervisor.State> {

  /**
   * @param children those that run, by process, oldest first
   * @param starting those that are being initialised or wait to be, by the number of their start
   * @param restarts when children were restarted lately
   */
  public record State(
      ImmutableMap<Pid, ChildSpec> children,
      ImmutableMap<Long, Starting> starting,
      ImmutableList<Instant> restarts,
      long lastStart) {

    private State with(Pid child, ChildSpec spec) {
      Map<Pid, ChildSpec> more = new LinkedHashMap<>(children);
      more.put(child, spec);
      return new State(ImmutableMap.copyOf(more), starting, restarts, lastStart);
    }

    private State without(Pid child) {
      Map<Pid, ChildSpec> rest = new LinkedHashMap<>(children);
      rest.remove(child);
      return new State(ImmutableMap.copyOf(rest), starting, restarts, lastStart);
    }

    private State with(long start, Starting under) {
      Map<Long, Starting> more = new LinkedHashMap<>(starting);
      more.put(start, under);
      return new State(children, ImmutableMap.copyOf(more), restarts, Math.max(lastStart, start));
    }

    private State without(long start) {
      Map<Long, Starting> rest = new LinkedHashMap<>(starting);
      rest.remove(start);
      return new State(children, ImmutableMap.copyOf(rest), restarts, lastStart);
    }
  }

  /**
   * A start under way.
   *
   * @param pid the process that is being initialised; none before another try
   */
  public record Starting(ChildSpec spec, Why why, @Nullable Pid pid) {
    private boolean isOf(Address address) {
      boolean named = address.equals(spec.name()) && (pid != null || why instanceof Why.Exited);
      return named || address.equals(pid);
    }
  }

  /** Why a child is started: somebody asked and waits to be told, or it exited. */
  public sealed interface Why {
    record Asked(From from) implements Why {}

    record Exited(ExitReason reason) implements Why {}
  }

  private record Initialised(long start, StartResult result) {}

  /** Sent to itself when a restart failed: it tries again after whatever else is waiting. */
  private record TryAgain(long start) {}

  private final Intensity intensity;

  public DynamicSupervisor(Intensity intensity) {
    this.intensity = intensity;
  }

  @Override
  protected Init<State> init() {
    trapExits();
    return Init.ok(new State(ImmutableMap.of(), ImmutableMap.of(), ImmutableList.of(), 0));
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) {
    return switch (request) {
      case Supervision.StartChild(ChildSpec spec) ->
          Next.state(start(spec, new Why.Asked(from), state));
      case Supervision.TerminateChild(Address address) -> terminateChild(address, from, state);
      case Supervision.WhichChildren() -> {
        reply(from, children(state));
        yield Next.state(state);
      }
      default -> throw new Exit(ExitReason.failure("a dynamic supervisor is not asked " + request));
    };
  }

  private static List<Child> children(State state) {
    Stream<Child> running =
        state.children().entrySet().stream()
            .map(child -> new Child(child.getValue(), child.getKey(), false));
    Stream<Child> restarting =
        state.starting().values().stream()
            .filter(starting -> starting.why() instanceof Why.Exited)
            .map(starting -> new Child(starting.spec(), null, true));
    return Stream.concat(running, restarting).toList();
  }

  private State start(ChildSpec spec, Why why, State state) {
    long number = state.lastStart() + 1;
    Pid pid = startLinkAsync(spec, result -> new Initialised(number, result));
    return state.with(number, new Starting(spec, why, pid));
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) {
    return switch (message) {
      case Initialised(long start, StartResult result) -> {
        Starting starting = state.starting().get(start);
        yield Next.state(starting == null ? state : initialised(start, starting, result, state));
      }
      case Signal.Exited(Pid pid, ExitReason reason) -> childExited(pid, reason, state);
      case TryAgain(long start) -> {
        Starting starting = state.starting().get(start);
        yield starting != null && starting.why() instanceof Why.Exited(ExitReason after)
            ? restart(starting.spec(), after, state.without(start))
            : Next.state(state);
      }
      default -> {
        note(new Unexpected(message));
        yield Next.state(state);
      }
    };
  }

  private State initialised(long start, Starting starting, StartResult result, State state) {
    ChildSpec spec = starting.spec();
    State without = state.without(start);
    State after =
        result instanceof StartResult.Started(Pid pid) ? without.with(pid, spec) : without;
    return switch (starting.why()) {
      case Why.Asked(From from) -> {
        reply(from, result);
        yield after;
      }
      case Why.Exited exited ->
          switch (result) {
            case StartResult.Started _ -> {
              note(new Supervision.Restarted(spec.kind(), exited.reason()));
              yield after;
            }
            case StartResult.Ignored _ -> after;
            case StartResult.AlreadyStarted _, StartResult.Failed _ -> {
              send(self(), new TryAgain(start));
              yield state.with(start, new Starting(spec, exited, null));
            }
          };
    };
  }

  private Next<State> childExited(Pid pid, ExitReason reason, State state) {
    ChildSpec spec = state.children().get(pid);
    if (spec == null) {
      return Next.state(state);
    }
    State without = state.without(pid);
    return Restarts.needsRestart(spec.restart(), reason)
        ? restart(spec, reason, without)
        : Next.state(without);
  }

  private Next<State> restart(ChildSpec spec, ExitReason after, State state) {
    ImmutableList<Instant> restarts = Restarts.within(state.restarts(), now(), intensity.within());
    if (restarts.size() > intensity.restarts()) {
      note(new Supervision.GaveUp(cell().kind, after));
      return Next.stop(state, new ExitReason.Shutdown("restarts came too fast: " + after));
    }
    return Next.state(
        start(
            spec,
            new Why.Exited(after),
            new State(state.children(), state.starting(), restarts, state.lastStart())));
  }

  private Next<State> terminateChild(Address address, From from, State state) {
    for (Map.Entry<Pid, ChildSpec> child : state.children().entrySet()) {
      if (address.equals(child.getKey()) || address.equals(child.getValue().name())) {
        Supervisor.Termination.of(this, child.getKey(), child.getValue().shutdown());
        reply(from, true);
        return Next.state(state.without(child.getKey()));
      }
    }
    for (Map.Entry<Long, Starting> start : state.starting().entrySet()) {
      if (start.getValue().isOf(address)) {
        terminateStart(start.getValue());
        reply(from, true);
        return Next.state(state.without(start.getKey()));
      }
    }
    reply(from, false);
    return Next.state(state);
  }

  private void terminateStart(Starting starting) {
    if (starting.pid() != null) {
      Supervisor.Termination.of(this, starting.pid(), starting.spec().shutdown());
    }
    if (starting.why() instanceof Why.Asked(From from)) {
      reply(from, new StartResult.Failed(ExitReason.shutdown()));
    }
  }

  @Override
  protected void terminate(ExitReason reason, State state) {
    state.starting().values().asList().reverse().forEach(this::terminateStart);
    state.children().entrySet().asList().reverse().stream()
        .filter(child -> node().registry().find(child.getKey()) != null)
        .forEach(
            child -> Supervisor.Termination.of(this, child.getKey(), child.getValue().shutdown()));
  }
}
