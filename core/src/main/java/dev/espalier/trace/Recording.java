package dev.espalier.trace;

import dev.espalier.otp.Observer;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that happened in a node, in order. Recording goes on while it is read. */
public final class Recording implements Observer {
  private final List<TraceEvent> events = new ArrayList<>();

  @Override
  public synchronized void observe(long number, long cause, Instant at, ProcessEvent event) {
    events.add(new TraceEvent(number, cause, at, event));
  }

  public synchronized int size() {
    return events.size();
  }

  /** The events so far, from the one with the number after {@code number}. */
  public List<TraceEvent> after(long number) {
    return after(number, Integer.MAX_VALUE);
  }

  /** The first of them, at most so many. */
  public synchronized List<TraceEvent> after(long number, int most) {
    int from = (int) Math.min(number, events.size());
    return List.copyOf(events.subList(from, from + Math.min(most, events.size() - from)));
  }

  /**
   * What led to an event: itself, its cause, that one's cause, and so on to what came from outside.
   */
  public synchronized List<TraceEvent> why(long number) {
    List<TraceEvent> chain = new ArrayList<>();
    for (long each = number; each > 0 && each <= events.size(); ) {
      TraceEvent event = events.get((int) each - 1);
      chain.add(event);
      each = event.cause();
    }
    return chain;
  }

  /** The state a process had after the event with this number. */
  public synchronized Optional<Object> state(Pid pid, long number) {
    for (int i = (int) Math.min(number, events.size()) - 1; i >= 0; i--) {
      switch (events.get(i).event()) {
        case ProcessEvent.Handled(Pid handled, _, Object state) when handled.equals(pid) -> {
          return Optional.of(state);
        }
        case ProcessEvent.Started(Pid started, Object state) when started.equals(pid) -> {
          return Optional.of(state);
        }
        case ProcessEvent.Exited(Pid exited, _) when exited.equals(pid) -> {
          return Optional.empty();
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  /** Writes one JSON object a line; the same events always give the same bytes. */
  public void write(Appendable to) throws IOException {
    for (TraceEvent event : after(0)) {
      to.append(event.toJson()).append('\n');
    }
  }
}
