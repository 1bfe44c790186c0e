package dev.espalier.otp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server that does as it is told, for tests. */
final class Probe extends GenServer<Probe.State> {
  record State(List<Object> seen) {
    State with(Object message) {
      List<Object> more = new ArrayList<>(seen);
      more.add(message);
      return new State(List.copyOf(more));
    }
  }

  record Seen() implements Request<List<Object>> {}

  record Do<R>(Action<R> action, Duration timeout) implements Request<R> {}

  interface Action<R> {
    R run(Probe probe) throws Exception;
  }

  /** As {@link Do}, sent plainly. */
  record Perform(Action<?> action) {}

  record Crash(String why) {}

  record Stop(ExitReason reason) {}

  record Silence() implements Request<String> {}

  private final boolean traps;

  Probe(boolean traps) {
    this.traps = traps;
  }

  static ChildSpec named(String name) {
    return ChildSpec.worker(Name.of(name), () -> new Probe(false));
  }

  static ChildSpec trapping(String name) {
    return ChildSpec.worker(Name.of(name), () -> new Probe(true));
  }

  static <R> Do<R> act(Action<R> action) {
    return new Do<>(action, CALL_TIMEOUT);
  }

  @Override
  protected Init<State> init() {
    if (traps) {
      trapExits();
    }
    return Init.ok(new State(List.of()));
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    return switch (request) {
      case Seen() -> {
        reply(from, state.seen());
        yield Next.state(state);
      }
      case Do<?>(Action<?> action, _) -> {
        reply(from, action.run(this));
        yield Next.state(state);
      }
      default -> Next.state(state);
    };
  }

  @Override
  protected Next<State> handleCast(Object message, State state) throws Exception {
    return handleInfo(message, state);
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return switch (message) {
      case Crash(String why) -> throw new IllegalStateException(why);
      case Perform(Action<?> action) -> {
        action.run(this);
        yield Next.state(state);
      }
      case Stop(ExitReason reason) -> Next.stop(state, reason);
      default -> Next.state(state.with(message));
    };
  }
}
