package dev.espalier.scenario.explore;

import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayedStep;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run failed.
 *
 * @param invariant that did not hold after the step; none when it was something else
 */
record Failure(PlayedStep step, @Nullable String invariant) {

  /** That of a run's last step. */
  static Optional<Failure> of(Play play, Rule rule) {
    return play.played().reverse().stream()
        .findFirst()
        .filter(step ->
            switch (rule) {
              case EVERYTHING -> !(step.outcome() instanceof Outcome.Done);
              case INVARIANTS -> !play.violations(step).isEmpty();
            })
        .map(step ->
            new Failure(
                step,
                play.violations(step).stream()
                    .findFirst()
                    .map(violation -> violation.invariant())
                    .orElse(null)));
  }

  /**
   * Whether it is one in any scenario. What is expected of a scenario, and what can be done in it,
   * may be wrong when steps are left out; an invariant never is.
   */
  boolean isAbsolute() {
    return invariant != null;
  }

  /** What has to be the same for two runs to fail in the same way. */
  String kind() {
    if (invariant != null) {
      return invariant;
    }
    return switch (step.outcome()) {
      case Outcome.Unmet(var differences) -> differences.getFirst().what();
      case Outcome.Impossible _ -> "a step cannot be done";
      case Outcome.Done _ -> throw new IllegalStateException("what was done did not fail");
    };
  }
}
