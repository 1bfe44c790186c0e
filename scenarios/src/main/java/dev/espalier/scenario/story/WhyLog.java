package dev.espalier.scenario.story;

import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.scenario.play.Cast;
import dev.espalier.trace.TraceEvent;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened, as one looks for causes in it: backwards from an event, and forwards to what it
 * led to.
 *
 * @param events by their numbers, which begin with 1
 */
record WhyLog(LongFunction<TraceEvent> events, WhyIndex index, Cast cast) {

  TraceEvent at(long number) {
    return events.apply(number);
  }

  /** The message that an event is; nothing when it is something else. */
  Optional<Sent> message(long number) {
    return number > 0 && at(number).event() instanceof Sent sent
        ? Optional.of(sent)
        : Optional.empty();
  }

  String kind(@Nullable Pid pid) {
    return cast.who(pid).kind();
  }

  /** Events after one and before another, in order. */
  Stream<TraceEvent> between(long after, long before) {
    return LongStream.range(after + 1, before).mapToObj(this::at);
  }

  /** Events before one, the last first, as long as they are wanted. */
  Stream<TraceEvent> back(long before, Predicate<TraceEvent> wanted) {
    return LongStream.iterate(before - 1, number -> number > 0, number -> number - 1)
        .mapToObj(this::at)
        .takeWhile(wanted);
  }

  /** What a process was just before an event. */
  Optional<Object> state(Pid pid, long before) {
    return index.state(pid, before);
  }

  /**
   * The event with which a process was done with a message, if it ever was before another event.
   */
  Optional<TraceEvent> handled(long message, long before) {
    return between(message, before)
        .filter(event ->
            event.event() instanceof ProcessEvent.Handled(_, long handled, _) && handled == message)
        .findFirst();
  }

  /** Who started a process and is linked to it. */
  Optional<Pid> parent(Pid pid, long before) {
    return back(before, _ -> true)
        .flatMap(event ->
            event.event() instanceof ProcessEvent.Spawned(Pid born, Pid parent, _, _)
                    && born.equals(pid)
                ? Stream.ofNullable(parent)
                : Stream.empty())
        .findFirst();
  }
}
