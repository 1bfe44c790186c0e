package dev.espalier.scenario.story;

import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.trace.TraceEvent;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How the past of a process is found among many events. */
public interface WhyIndex {

  /** What a process was just before an event. */
  Optional<Object> state(Pid pid, long before);

  /** The messages and signals sent to a process before an event, the last first. */
  Stream<TraceEvent> sentTo(Pid pid, long before);

  /**
   * Looks at every event, which takes long when there are many.
   *
   * @param events by their numbers, which begin with 1
   */
  static WhyIndex none(LongFunction<TraceEvent> events) {
    return new WhyIndex() {
      @Override
      public Optional<Object> state(Pid pid, long before) {
        return back(before).flatMap(event -> stateIn(event, pid).stream()).findFirst();
      }

      @Override
      public Stream<TraceEvent> sentTo(Pid pid, long before) {
        return back(before)
            .filter(event -> event.event() instanceof Sent sent && sent.to().equals(pid));
      }

      private Stream<TraceEvent> back(long before) {
        return LongStream.iterate(before - 1, number -> number > 0, number -> number - 1)
            .mapToObj(events);
      }
    };
  }

  /** The state that a process had from an event on, if it is one that tells. */
  static Optional<Object> stateIn(TraceEvent event, Pid pid) {
    return switch (event.event()) {
      case ProcessEvent.Handled(Pid handled, _, Object state) when handled.equals(pid) ->
          Optional.of(state);
      case ProcessEvent.Started(Pid started, Object state) when started.equals(pid) ->
          Optional.of(state);
      default -> Optional.empty();
    };
  }
}
