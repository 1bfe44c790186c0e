package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.invariant.Stretch.Received;
import dev.espalier.scenario.invariant.Stretch.Viewer;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A UI shows each change whole or not at all: every one that a client had is the UI of one moment
 * of the database. Nothing is said of moments the change stream did not tell of.
 */
final class GlitchFree implements Invariant {
  @Override
  public String name() {
    return "glitch-free";
  }

  @Override
  public ImmutableList<Violation> violations(Stretch stretch) {
    return stretch.gapless()
        ? stretch.clients().values().stream()
            .flatMap(client ->
                Placement.of(client, stretch).torn().stream()
                    .flatMap(received -> violation(received, client, stretch)))
            .collect(ImmutableList.toImmutableList())
        : ImmutableList.of();
  }

  private Stream<Violation> violation(Received torn, Viewer client, Stretch stretch) {
    return torn.ui() == null
        ? Stream.of()
        : Stream.of(violation(torn.ui(), torn.event(), client, stretch));
  }

  private Violation violation(JsonNode ui, long event, Viewer client, Stretch stretch) {
    Optional<Mismatch> nearest = nearest(ui, client, stretch);
    String session = client.session().id();
    return new Violation(
        name(),
        session,
        event,
        "a UI that %s was sent".formatted(session),
        "that of one moment of the database"
            + nearest
                .map(each ->
                    "; the most alike has %s at %s"
                        .formatted(Mismatch.described(each.expected()), each.at()))
                .orElse(""),
        nearest.map(Mismatch::actual).map(Mismatch::described).orElse("of none"));
  }

  /** How it differs from the moment with which it has most in common. */
  private static Optional<Mismatch> nearest(JsonNode ui, Viewer client, Stretch stretch) {
    return stretch.moments().stream()
        .flatMap(moment -> stretch.app().draw(client.session(), moment.documents()).stream())
        .flatMap(drawing -> Mismatch.between(drawing.ui(), ui).stream())
        .max(Comparator.comparing(mismatch -> mismatch.at().toString()));
  }
}
