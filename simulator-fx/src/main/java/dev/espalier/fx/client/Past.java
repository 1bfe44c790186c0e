package dev.espalier.fx.client;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.timeline.Life;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.scenario.story.WhyIndex;
import dev.espalier.trace.TraceEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The past of processes, found by the messages that a timeline keeps of each. */
record Past(Timeline timeline) implements WhyIndex {
  private static final int MESSAGES_AT_ONCE = 64;

  /** A message that waits longer is looked at no further. */
  private static final long SOON = 20_000;

  @Override
  public Optional<Object> state(Pid pid, long before) {
    return sentTo(pid, before)
        .flatMap(message -> handled(message.number(), pid, before).stream())
        .findFirst()
        .or(() -> firstState(pid, before));
  }

  private Optional<Object> handled(long message, Pid pid, long before) {
    return between(message, Math.min(before, message + SOON))
        .filter(event ->
            event.event() instanceof ProcessEvent.Handled(Pid handler, long handled, _)
                && handled == message
                && handler.equals(pid))
        .flatMap(event -> WhyIndex.stateIn(event, pid).stream())
        .findFirst();
  }

  private Optional<Object> firstState(Pid pid, long before) {
    Life life = timeline.lives().of(pid);
    return life == null
        ? Optional.empty()
        : between(life.born(), Math.min(before, life.born() + SOON))
            .flatMap(event -> WhyIndex.stateIn(event, pid).stream())
            .findFirst();
  }

  private Stream<TraceEvent> between(long after, long before) {
    return LongStream.range(after + 1, before).mapToObj(timeline::event).flatMap(Optional::stream);
  }

  @Override
  public Stream<TraceEvent> sentTo(Pid pid, long before) {
    return Stream.iterate(
            page(pid, before), page -> !page.isEmpty(), page -> page(pid, page.getLast().number()))
        .flatMap(List::stream)
        .filter(event -> event.event() instanceof Sent sent && sent.to().equals(pid));
  }

  private ImmutableList<TraceEvent> page(Pid pid, long before) {
    return timeline.messages(pid, before - 1, MESSAGES_AT_ONCE);
  }
}
