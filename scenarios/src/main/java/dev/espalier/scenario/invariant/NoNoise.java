package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.environment.Change;
import dev.espalier.environment.ChangeStream;
import dev.espalier.environment.WidgetKey;
import dev.espalier.environment.WidgetServer;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.query.InvalidQueryException;
import dev.espalier.scenario.invariant.Stretch.Received;
import dev.espalier.scenario.invariant.Stretch.Viewer;
import dev.espalier.session.ToClient;
import dev.espalier.trace.TraceEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonTimestamp;
import tools.jackson.databind.JsonNode;

/**
 * A change that is none to a session's views has nothing built and nothing sent there, and no patch
 * leaves a UI as it was. After a crash, where a UI could not be built, and while one gets new views
 * whose changes may not have been reported yet, views are asked for without need: better too often.
 */
final class NoNoise implements Invariant {
  @Override
  public String name() {
    return "no-noise";
  }

  @Override
  public ImmutableList<Violation> violations(Stretch stretch) {
    return Stream.concat(
            stretch.clients().values().stream().flatMap(this::idlePatches),
            isCalm(stretch) ? idleBuilds(stretch) : Stream.of())
        .collect(ImmutableList.toImmutableList());
  }

  private Stream<Violation> idlePatches(Viewer client) {
    ImmutableList.Builder<Violation> violations = ImmutableList.builder();
    JsonNode before = client.before();
    for (Received received : client.received()) {
      if (received.content() instanceof ToClient.PatchUi
          && before != null
          && before.equals(received.ui())) {
        violations.add(
            violation(
                client,
                received.event(),
                "a patch that %s got",
                "one that changes something",
                "one that leaves the UI as it was"));
      }
      before = received.ui();
    }
    return violations.build().stream();
  }

  private Violation violation(
      Viewer client, long event, String what, String expected, String actual) {
    String session = client.session().id();
    return new Violation(name(), session, event, what.formatted(session), expected, actual);
  }

  private static boolean isCalm(Stretch stretch) {
    return stretch.gapless()
        && stretch.apps().size() == 1
        && !stretch.isHeldUp()
        && stretch.events().stream().noneMatch(NoNoise::isUpset);
  }

  private static boolean isUpset(TraceEvent event) {
    return switch (event.event()) {
      case ProcessEvent.Exited(_, var reason) -> reason.isAbnormal();
      case ProcessEvent.Sent(_, _, _, ChangeStream.Reconnected _) -> true;
      case ProcessEvent.Suspended _, ProcessEvent.Resumed _ -> true;
      default -> false;
    };
  }

  private Stream<Violation> idleBuilds(Stretch stretch) {
    Map<BsonTimestamp, Set<String>> built = built(stretch);
    Map<String, ImmutableSet<ImmutableSet<WidgetKey>>> views = new HashMap<>();
    ImmutableList.Builder<Violation> violations = ImmutableList.builder();
    for (int i = 1; i < stretch.moments().size(); i++) {
      Moment moment = stretch.moments().get(i);
      Moment before = stretch.moments().get(i - 1);
      for (String session : built.getOrDefault(moment.time(), Set.of())) {
        Viewer client = stretch.clients().get(session);
        if (client != null
            && client.before() != null
            && !hasFailed(client)
            && isIdle(
                views.computeIfAbsent(session, _ -> views(client, stretch)), before, moment)) {
          violations.add(
              violation(
                  client,
                  moment.event(),
                  "what a change made of the UI of %s",
                  "nothing, as it is none to any of its views",
                  "built anew"));
        }
      }
    }
    return violations.build().stream();
  }

  private static boolean hasFailed(Viewer client) {
    return client.waitedBefore()
        || client.waiting()
        || client.received().stream()
            .anyMatch(received -> received.content() instanceof ToClient.Failed);
  }

  /** For each change the sessions whose views were asked for. */
  private static Map<BsonTimestamp, Set<String>> built(Stretch stretch) {
    Map<BsonTimestamp, Set<String>> built = new HashMap<>();
    Map<Long, BsonTimestamp> changes = new HashMap<>();
    for (TraceEvent event : stretch.events()) {
      if (event.event() instanceof ProcessEvent.Sent(_, _, _, Object content)) {
        BsonTimestamp change =
            Change.in(content).map(Change::time).orElseGet(() -> changes.get(event.cause()));
        if (change != null) {
          changes.put(event.number(), change);
          if (content instanceof WidgetServer.FetchView(String session, _, _)) {
            built.computeIfAbsent(change, _ -> new HashSet<>()).add(session);
          }
        }
      }
    }
    return built;
  }

  /** The views that its UI is made of, at each of the moments there were. */
  private static ImmutableSet<ImmutableSet<WidgetKey>> views(Viewer client, Stretch stretch) {
    return stretch.moments().stream()
        .flatMap(moment -> stretch.app().draw(client.session(), moment.documents()).stream())
        .map(Oracle.Drawing::views)
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Whether a UI that is made of the same views all the time has none that has changed. */
  private static boolean isIdle(
      ImmutableSet<ImmutableSet<WidgetKey>> views, Moment before, Moment after) {
    return views.size() == 1
        && views.iterator().next().stream()
            .allMatch(view -> isSame(view, before.documents(), after.documents()));
  }

  private static boolean isSame(WidgetKey view, Snapshot before, Snapshot after) {
    try {
      return BuiltFromNothing.data(view, before).equals(BuiltFromNothing.data(view, after));
    } catch (InvalidQueryException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
