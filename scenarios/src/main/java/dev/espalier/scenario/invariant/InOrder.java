package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.invariant.Stretch.Received;
import dev.espalier.scenario.invariant.Stretch.Viewer;
import java.util.stream.Stream;

/**
 * Patches come in the order of the changes: each fits the UI before it, and none brings back what a
 * client has seen go.
 */
final class InOrder implements Invariant {
  @Override
  public String name() {
    return "in-order";
  }

  @Override
  public ImmutableList<Violation> violations(Stretch stretch) {
    return stretch.clients().values().stream()
        .flatMap(client -> Stream.concat(unfit(client), late(client, stretch)))
        .collect(ImmutableList.toImmutableList());
  }

  private Stream<Violation> unfit(Viewer client) {
    return client.received().stream()
        .filter(received -> Shown.isUi(received.content()) && received.ui() == null)
        .map(received ->
            violation(
                received,
                client,
                "one that fits the UI before it",
                "one that cannot be applied to it"));
  }

  private Stream<Violation> late(Viewer client, Stretch stretch) {
    return stretch.gapless()
        ? Placement.of(client, stretch).late().stream()
            .map(received ->
                violation(
                    received,
                    client,
                    "one that leads to the UI of the change it was sent for, or a later one",
                    "one that leads to an earlier UI"))
        : Stream.of();
  }

  private Violation violation(Received received, Viewer client, String expected, String actual) {
    String session = client.session().id();
    return new Violation(
        name(),
        session,
        received.event(),
        "a patch that %s got".formatted(session),
        expected,
        actual);
  }
}
