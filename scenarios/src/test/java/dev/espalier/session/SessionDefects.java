package dev.espalier.session;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.espalier.environment.Change;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Next;
import dev.espalier.otp.Signal;
import dev.espalier.otp.Substitution;
import dev.espalier.otp.Understudy;
import org.jspecify.annotations.NullMarked;

/** Defects of lenra-io/server in SCM and UIBuilder, each as it would be here. */
@NullMarked
public final class SessionDefects {
  private SessionDefects() {}

  /** L6, change_stream.ex: nobody cares that the change stream began anew. */
  public static Substitution ignoresGaps() {
    return Understudy.of("SCM", Carefree::new);
  }

  private static final class Carefree extends Understudy<ChangeEventManager.State> {
    Carefree(GenServer<?> part) {
      super(part);
    }

    @Override
    protected Next<ChangeEventManager.State> handleInfo(
        Object message, ChangeEventManager.State state) throws Exception {
      return message instanceof Change.Missed
          ? Next.state(state)
          : super.handleInfo(message, state);
    }
  }

  /**
   * L7, environment/supervisor.ex: nobody cares that a Q is gone; only those that live are asked.
   */
  public static Substitution outlivesItsQueries() {
    return Understudy.of("SCM", Survivor::new);
  }

  private static final class Survivor extends Understudy<ChangeEventManager.State> {
    Survivor(GenServer<?> part) {
      super(part);
    }

    @Override
    protected Next<ChangeEventManager.State> handleInfo(
        Object message, ChangeEventManager.State state) throws Exception {
      if (message instanceof Signal.Down) {
        return Next.state(state);
      }
      return super.handleInfo(
          message,
          new ChangeEventManager.State(
              ImmutableMap.copyOf(
                  Maps.filterKeys(state.queries(), each -> !node().groups(each).isEmpty())),
              state.seen(),
              state.builders()));
    }
  }

  /** L9, route_server.ex: each change has the whole UI built, at once. */
  public static Substitution buildsEverythingEachTime() {
    return Understudy.of("UIBuilder", Eager::new);
  }

  private static final class Eager extends Understudy<UiBuilder.State> {
    Eager(GenServer<?> part) {
      super(part);
    }

    @Override
    protected Next<UiBuilder.State> handleCast(Object message, UiBuilder.State state)
        throws Exception {
      if (message instanceof UiBuilder.Rebuild) {
        Next<UiBuilder.State> told = super.handleCast(new UiBuilder.Refresh(), state);
        return super.handleInfo(new Signal.Timeout(), told.state());
      }
      return super.handleCast(message, state);
    }
  }
}
