package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.environment.MongoSession;
import dev.espalier.environment.MongoTransaction;
import dev.espalier.environment.QueryServer;
import dev.espalier.environment.WidgetServer;
import dev.espalier.otp.Group;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessInfo;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every process is there for something: a Q for a W, a W for a UIBuilder (or until its idle limit),
 * an MS for a listener, an MT for an MS; and whoever is in a group of a session, for a session.
 */
final class NoOrphans implements Invariant {
  /** On the real clock a time-out comes a little late. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final ImmutableSet<String> OF_SESSIONS = ImmutableSet.of("q", "w");

  @Override
  public String name() {
    return "no-orphans";
  }

  @Override
  public ImmutableList<Violation> violations(Stretch stretch) {
    if (stretch.isHeldUp()) {
      return ImmutableList.of();
    }
    ImmutableSet<Pid> living =
        stretch.processes().stream().map(ProcessInfo::pid).collect(ImmutableSet.toImmutableSet());
    return stretch.processes().stream()
        .flatMap(process -> violations(process, living, stretch))
        .collect(ImmutableList.toImmutableList());
  }

  private Stream<Violation> violations(ProcessInfo process, Set<Pid> living, Stretch stretch) {
    Stream<Violation> own =
        switch (process.state()) {
          case QueryServer.State state
              when state.widgets().keySet().stream().noneMatch(living::contains) ->
              violation(process, "a W that uses it", "none", stretch);
          case WidgetServer.State state
              when state.sessions().keySet().stream().anyMatch(each -> !living.contains(each)) ->
              violation(process, "UIBuilders that are there", "one that is gone", stretch);
          case WidgetServer.State state
              when state.sessions().isEmpty() && isOverdue(process, stretch) ->
              violation(
                  process,
                  "a UIBuilder that shows it, or an end after its idle limit",
                  "neither",
                  stretch);
          case MongoSession.State _ when process.monitors().stream().noneMatch(living::contains) ->
              violation(process, "a listener that runs", "none", stretch);
          case MongoTransaction.State _
              when process.monitors().stream().noneMatch(living::contains) ->
              violation(process, "an MS that asked for it", "none", stretch);
          case null, default -> Stream.of();
        };
    return Stream.concat(
        own,
        process.groups().stream()
            .filter(group -> OF_SESSIONS.contains(group.kind()))
            .filter(group -> !hasUiBuilder(group, stretch))
            .flatMap(
                group -> violation(process, "a session for its group " + group, "none", stretch)));
  }

  private static boolean isOverdue(ProcessInfo process, Stretch stretch) {
    return stretch
        .idleSince()
        .getOrDefault(process.pid(), stretch.ended())
        .plus(stretch.limits().widget())
        .plus(GRACE)
        .isBefore(stretch.ended());
  }

  private static boolean hasUiBuilder(Group group, Stretch stretch) {
    return stretch.processes().stream()
        .anyMatch(each ->
            each.name() != null
                && each.kind().equals("UIBuilder")
                && each.name().key().equals(group.key()));
  }

  private Stream<Violation> violation(
      ProcessInfo process, String expected, String actual, Stretch stretch) {
    String key = process.name() == null ? "" : " " + process.name().key();
    return Stream.of(
        new Violation(
            name(),
            null,
            stretch.last(),
            "the reason of %s%s %s to live".formatted(process.kind(), key, process.pid()),
            expected,
            actual));
  }
}
