package dev.espalier.scenario.explore;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.Turn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that is over.
 *
 * @param seed of its ids
 * @param turns that were taken out of turn
 * @param failed none when all went as expected
 */
record Trial(long seed, ImmutableList<Turn> turns, @Nullable Failure failed) {

  /** Plays a scenario to its end, or until it fails. */
  static Trial of(Scenario scenario, Rule rule, PlaySettings settings, Stage stage)
      throws PlayException {
    try (Play play = stage.begin(rule.course(scenario), settings)) {
      Optional<Failure> failure = playOut(play, rule);
      long seed = scenario.order() == null ? settings.seed() : scenario.order().seed();
      return new Trial(seed, play.turns(), failure.orElse(null));
    }
  }

  /** Plays to the end, or until it fails. */
  static Optional<Failure> playOut(Play play, Rule rule) {
    Optional<Failure> failure = Optional.empty();
    while (failure.isEmpty() && !play.isOver()) {
      play.next();
      failure = Failure.of(play, rule);
    }
    return failure;
  }

  Optional<Failure> failure() {
    return Optional.ofNullable(failed);
  }
}
