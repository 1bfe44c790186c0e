package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;
import dev.espalier.gateway.Client;
import dev.espalier.scenario.invariant.Stretch.Viewer;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Once all is quiet, what a client shows is what one would get who came only now. It need not be
 * while a process is suspended, nor where the app failed: there the last good UI stays.
 */
final class Converged implements Invariant {
  @Override
  public String name() {
    return "converged";
  }

  @Override
  public ImmutableList<Violation> violations(Stretch stretch) {
    if (stretch.isHeldUp()) {
      return ImmutableList.of();
    }
    return stretch.clients().values().stream()
        .filter(client -> client.standing() == Client.Standing.JOINED && !client.waiting())
        .flatMap(client -> violation(client, stretch))
        .collect(ImmutableList.toImmutableList());
  }

  private Stream<Violation> violation(Viewer client, Stretch stretch) {
    Optional<Oracle.Drawing> fresh = stretch.app().draw(client.session(), stretch.end());
    JsonNode ui = client.ui() == null ? MissingNode.getInstance() : client.ui();
    return fresh.flatMap(drawing -> Mismatch.between(drawing.ui(), ui)).stream()
        .map(mismatch -> {
          String session = client.session().id();
          return new Violation(
              name(),
              session,
              stretch.last(),
              "the UI of %s at %s".formatted(session, mismatch.at()),
              "%s, as one built from the database"
                  .formatted(Mismatch.described(mismatch.expected())),
              Mismatch.described(mismatch.actual()));
        });
  }
}
