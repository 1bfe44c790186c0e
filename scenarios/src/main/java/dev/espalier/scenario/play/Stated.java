package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import dev.espalier.query.DocumentJson;
import dev.espalier.scenario.Expectation;
import dev.espalier.scenario.StatedInvariant;
import dev.espalier.scenario.invariant.Invariant;
import dev.espalier.scenario.invariant.Moment;
import dev.espalier.scenario.invariant.Snapshot;
import dev.espalier.scenario.invariant.Stretch;
import dev.espalier.scenario.invariant.Stretch.Received;
import dev.espalier.scenario.invariant.Stretch.Viewer;
import dev.espalier.scenario.invariant.Violation;
import dev.espalier.scenario.play.Outcome.Difference;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An invariant that a scenario states: of each UI that a session's client has had, and of the
 * documents after each change. Of those that break it the first is told. A session that is not
 * there breaks none.
 *
 * @param resolved what a scenario writes, with users in the places of {@code "@name"}
 */
record Stated(StatedInvariant written, Function<JsonNode, JsonNode> resolved) implements Invariant {

  @Override
  public String name() {
    return written.name();
  }

  @Override
  public ImmutableList<Violation> violations(Stretch stretch) {
    return written.expectations().stream()
        .flatMap(expectation ->
            switch (expectation) {
              case Expectation.Ui ui -> ofUis(ui, stretch);
              case Expectation.Documents documents ->
                  ofDocuments(stretch, snapshot -> isHeld(documents, snapshot));
              case Expectation.Matching matching ->
                  ofDocuments(stretch, snapshot -> isHeld(matching, snapshot));
              default ->
                  throw new IllegalArgumentException(expectation + " is of no single moment");
            })
        .collect(ImmutableList.toImmutableList());
  }

  private Stream<Violation> ofUis(Expectation.Ui expected, Stretch stretch) {
    Viewer client = stretch.clients().get(expected.session());
    return client == null
        ? Stream.of()
        : client.received().stream().flatMap(received -> ofUi(expected, received)).limit(1);
  }

  private Stream<Violation> ofUi(Expectation.Ui expected, Received received) {
    return received.ui() == null
        ? Stream.of()
        : Expectations.ui(expected, received.ui())
            .map(difference -> violation(difference, expected.session(), received.event()));
  }

  private Stream<Violation> ofDocuments(
      Stretch stretch, Function<Snapshot, Stream<Difference>> expected) {
    Moment last = stretch.moments().getLast();
    Stream<Moment> told = stretch.gapless() ? stretch.moments().stream().skip(1) : Stream.of();
    Stream<Moment> there =
        stretch.documents().stream()
            .filter(documents -> !stretch.gapless() || !documents.equals(last.documents()))
            .map(documents -> new Moment(last.time(), last.event(), documents));
    return Stream.concat(told, there)
        .flatMap(moment ->
            expected
                .apply(moment.documents())
                .map(difference -> violation(difference, null, moment.event())))
        .limit(1);
  }

  private Violation violation(Difference difference, @Nullable String session, long event) {
    return new Violation(
        name(), session, event, difference.what(), difference.expected(), difference.actual());
  }

  private Stream<Difference> isHeld(Expectation.Documents expected, Snapshot snapshot) {
    return Expectations.documents(expected, resolved, json(snapshot, expected.collection()));
  }

  private Stream<Difference> isHeld(Expectation.Matching expected, Snapshot snapshot) {
    return Expectations.matching(expected, resolved, json(snapshot, expected.collection()));
  }

  private static List<JsonNode> json(Snapshot snapshot, String collection) {
    return snapshot.documents(collection).stream().map(DocumentJson::toJson).toList();
  }
}
