package dev.espalier.scenario.explore;

import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.PlayedStep;

/** How a run failed. */
public record Failure(PlayedStep step) {

  /** What has to be the same for two runs to fail in the same way. */
  String kind() {
    return switch (step.outcome()) {
      case Outcome.Unmet(var differences) -> differences.getFirst().what();
      case Outcome.Impossible _ -> "a step cannot be done";
      case Outcome.Done _ -> throw new IllegalStateException("what was done did not fail");
    };
  }
}
