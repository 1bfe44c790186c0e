package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.Supervision;
import dev.espalier.otp.Supervision.Intensity;
import dev.espalier.trace.TraceEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * No supervisor starts children again more often than its intensity allows, and none gives up
 * unless processes were killed.
 */
final class RestartBounds implements Invariant {
  private static final Intensity INTENSITY = Intensity.DEFAULT;

  @Override
  public String name() {
    return "restart-bounds";
  }

  @Override
  public ImmutableList<Violation> violations(Stretch stretch) {
    return Stream.concat(tooMany(stretch), unexpected(stretch))
        .collect(ImmutableList.toImmutableList());
  }

  private Stream<Violation> tooMany(Stretch stretch) {
    Map<Pid, Deque<Instant>> recent = new HashMap<>();
    Stream.Builder<Violation> violations = Stream.builder();
    Stream.concat(stretch.restartsBefore().stream(), stretch.events().stream())
        .forEach(event -> {
          if (event.event() instanceof ProcessEvent.Noted(Pid by, Supervision.Restarted _)) {
            Deque<Instant> restarts = recent.computeIfAbsent(by, _ -> new ArrayDeque<>());
            Instant horizon = event.at().minus(INTENSITY.within());
            while (!restarts.isEmpty() && restarts.getFirst().isBefore(horizon)) {
              restarts.removeFirst();
            }
            restarts.add(event.at());
            if (restarts.size() > INTENSITY.restarts()) {
              violations.add(tooMany(by, restarts.size(), event));
            }
          }
        });
    return violations.build();
  }

  private Violation tooMany(Pid supervisor, int restarts, TraceEvent event) {
    return new Violation(
        name(),
        null,
        event.number(),
        "how often supervisor %s started children again".formatted(supervisor),
        "at most %d times within %d s"
            .formatted(INTENSITY.restarts(), INTENSITY.within().toSeconds()),
        String.valueOf(restarts));
  }

  private Stream<Violation> unexpected(Stretch stretch) {
    return stretch.events().stream().anyMatch(RestartBounds::isKill)
        ? Stream.of()
        : stretch.events().stream()
            .flatMap(event ->
                event.event()
                        instanceof
                        ProcessEvent.Noted(
                            Pid supervisor,
                            Supervision.GaveUp(String kind, ExitReason after))
                    ? Stream.of(unexpected(supervisor, kind, after, event))
                    : Stream.of());
  }

  private Violation unexpected(Pid supervisor, String kind, ExitReason after, TraceEvent event) {
    return new Violation(
        name(),
        null,
        event.number(),
        "supervisor %s".formatted(supervisor),
        "going on, as nobody killed any process",
        "giving up: %s %s".formatted(kind, after));
  }

  private static boolean isKill(TraceEvent event) {
    return event.event() instanceof ProcessEvent.Exited(_, ExitReason.Killed _);
  }
}
