package dev.espalier.fx.comparison;

import dev.espalier.fx.viewing.Run;
import dev.espalier.scenario.story.FirstDifference;
import dev.espalier.scenario.story.Wording;
import java.util.Optional;

/**
 * Where two runs, played so far, first differ.
 *
 * @param oneEnd the last event of the first run when they were compared
 * @param event the number of the first event that is not the same in both; 0 for none
 */
record Divergence(Run one, Run other, long oneEnd, long otherEnd, long event, String words) {

  static Divergence between(Run one, Run other, Wording wording) {
    Optional<FirstDifference> first =
        one.performance()
            .recording()
            .flatMap(recording ->
                other
                    .performance()
                    .recording()
                    .flatMap(second -> FirstDifference.between(recording, second, wording)));
    return new Divergence(
        one,
        other,
        one.timeline().end(),
        other.timeline().end(),
        first.map(FirstDifference::number).orElse(0L),
        first
            .map(difference ->
                "They first differ at event %,d. Run %s: %s. Run %s: %s."
                    .formatted(
                        difference.number(),
                        one.title(),
                        difference.one(),
                        other.title(),
                        difference.other()))
            .orElse("Both runs are the same so far."));
  }

  boolean isOf(Run first, Run second) {
    return one == first
        && other == second
        && oneEnd == first.timeline().end()
        && otherEnd == second.timeline().end();
  }
}
