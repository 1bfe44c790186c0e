package dev.espalier.otp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.otp.Supervision.Child;
import dev.espalier.otp.Supervision.Intensity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Supervises any number of children started one by one, each on its own, as Elixir's
 * DynamicSupervisor. A child that takes long to initialise holds up only the one who asked for it.
 */
public final class DynamicSupervisor extends GenServer<DynamicSupervisor.State> {

  /**
   * @param children those that run, by process, oldest first
   * @param starting those that are being initialised, with whom to tell
   * @param restarts when children were restarted lately
   */
  public record State(
      ImmutableMap<Pid, ChildSpec> children,
      ImmutableMap<Long, Starting> starting,
      ImmutableList<Instant> restarts,
      long lastStart) {}

  /** A start under way; nobody waits for a restart. */
  public sealed interface Starting {
    ChildSpec spec();

    record Asked(ChildSpec spec, From from) implements Starting {}

    record Again(ChildSpec spec, ExitReason after) implements Starting {}
  }

  private record Initialised(long start, StartResult result) {}

  private record TryAgain(ChildSpec spec, ExitReason after) {}

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
          Next.state(start(new Starting.Asked(spec, from), state));
      case Supervision.TerminateChild(Address address) -> terminateChild(address, from, state);
      case Supervision.WhichChildren() -> {
        reply(from, children(state));
        yield Next.state(state);
      }
      default -> throw new Exit(ExitReason.failure("a dynamic supervisor is not asked " + request));
    };
  }

  private static List<Child> children(State state) {
    return state.children().entrySet().stream()
        .map(child -> new Child(child.getValue(), child.getKey(), false))
        .toList();
  }

  private State start(Starting starting, State state) {
    long number = state.lastStart() + 1;
    startLinkAsync(starting.spec(), result -> new Initialised(number, result));
    ImmutableMap<Long, Starting> under =
        ImmutableMap.<Long, Starting>builder()
            .putAll(state.starting())
            .put(number, starting)
            .buildOrThrow();
    return new State(state.children(), under, state.restarts(), number);
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) {
    return switch (message) {
      case Initialised(long number, StartResult result) -> initialised(number, result, state);
      case Signal.Exited(Pid pid, ExitReason reason) -> childExited(pid, reason, state);
      case TryAgain(ChildSpec spec, ExitReason after) -> restart(spec, after, state);
      default -> {
        note(new Unexpected(message));
        yield Next.state(state);
      }
    };
  }

  private Next<State> initialised(long number, StartResult result, State state) {
    Starting starting = state.starting().get(number);
    if (starting == null) {
      return Next.state(state);
    }
    Map<Long, Starting> under = new LinkedHashMap<>(state.starting());
    under.remove(number);
    SequencedMap<Pid, ChildSpec> children = new LinkedHashMap<>(state.children());
    if (result instanceof StartResult.Started(Pid pid)) {
      children.put(pid, starting.spec());
    }
    switch (starting) {
      case Starting.Asked(_, From from) -> reply(from, result);
      case Starting.Again(ChildSpec spec, ExitReason after) -> {
        if (result instanceof StartResult.Failed) {
          send(self(), new TryAgain(spec, after));
        } else {
          note(new Supervision.Restarted(spec.kind(), after));
        }
      }
    }
    return Next.state(
        new State(
            ImmutableMap.copyOf(children),
            ImmutableMap.copyOf(under),
            state.restarts(),
            state.lastStart()));
  }

  private Next<State> childExited(Pid pid, ExitReason reason, State state) {
    ChildSpec spec = state.children().get(pid);
    if (spec == null) {
      return Next.state(state);
    }
    State without = without(pid, state);
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
            new Starting.Again(spec, after),
            new State(state.children(), state.starting(), restarts, state.lastStart())));
  }

  private Next<State> terminateChild(Address address, From from, State state) {
    Pid pid =
        state.children().keySet().stream()
            .filter(child -> address.equals(child) || address.equals(specOf(state, child).name()))
            .findFirst()
            .orElse(null);
    if (pid == null) {
      reply(from, false);
      return Next.state(state);
    }
    Supervisor.Termination.of(this, pid, specOf(state, pid).shutdown());
    reply(from, true);
    return Next.state(without(pid, state));
  }

  private static ChildSpec specOf(State state, Pid child) {
    ChildSpec spec = state.children().get(child);
    if (spec == null) {
      throw new IllegalArgumentException(child + " is no child");
    }
    return spec;
  }

  private static State without(Pid pid, State state) {
    Map<Pid, ChildSpec> children = new LinkedHashMap<>(state.children());
    children.remove(pid);
    return new State(
        ImmutableMap.copyOf(children), state.starting(), state.restarts(), state.lastStart());
  }

  @Override
  protected void terminate(ExitReason reason, State state) {
    state.children().keySet().asList().reverse().stream()
        .filter(pid -> node().find(pid) != null)
        .forEach(pid -> Supervisor.Termination.of(this, pid, specOf(state, pid).shutdown()));
  }
}
