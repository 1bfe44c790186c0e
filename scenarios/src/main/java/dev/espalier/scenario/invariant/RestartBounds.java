package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.Supervision;
import dev.espalier.otp.Supervision.Intensity;
import dev.espalier.trace.TraceEvent;
import java.util.List;
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
    return stretch.events().stream()
        .flatMap(event ->
            switch (event.event()) {
              case ProcessEvent.Noted(Pid supervisor, Supervision.Restarted _) ->
                  tooMany(supervisor, event, stretch);
              case ProcessEvent.Noted(Pid supervisor, Supervision.GaveUp gaveUp) ->
                  unexpected(supervisor, gaveUp, event, stretch);
              default -> Stream.of();
            })
        .collect(ImmutableList.toImmutableList());
  }

  private Stream<Violation> tooMany(Pid supervisor, TraceEvent event, Stretch stretch) {
    List<TraceEvent> restarts =
        Stream.concat(stretch.restartsBefore().stream(), stretch.events().stream())
            .filter(each -> each.number() <= event.number())
            .filter(each -> !each.at().isBefore(event.at().minus(INTENSITY.within())))
            .filter(each ->
                each.event() instanceof ProcessEvent.Noted(Pid pid, Supervision.Restarted _)
                    && supervisor.equals(pid))
            .toList();
    return restarts.size() <= INTENSITY.restarts()
        ? Stream.of()
        : Stream.of(
            new Violation(
                name(),
                null,
                event.number(),
                "how often supervisor %s started children again".formatted(supervisor),
                "at most %d times within %d s"
                    .formatted(INTENSITY.restarts(), INTENSITY.within().toSeconds()),
                String.valueOf(restarts.size())));
  }

  private Stream<Violation> unexpected(
      Pid supervisor, Supervision.GaveUp gaveUp, TraceEvent event, Stretch stretch) {
    return stretch.events().stream().anyMatch(RestartBounds::isKill)
        ? Stream.of()
        : Stream.of(
            new Violation(
                name(),
                null,
                event.number(),
                "supervisor %s".formatted(supervisor),
                "going on, as nobody killed any process",
                "giving up: %s %s".formatted(gaveUp.kind(), gaveUp.after())));
  }

  private static boolean isKill(TraceEvent event) {
    return event.event() instanceof ProcessEvent.Exited(_, ExitReason.Killed _);
  }
}
