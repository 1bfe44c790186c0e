package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableSet;
import dev.espalier.scenario.Scenario;

/**
 * What is played: a scenario, some of whose steps a person did when they were played before.
 *
 * @param byHand the indices of those
 */
public record Course(Scenario scenario, ImmutableSet<Integer> byHand) {

  /** A scenario as it is written. */
  public static Course of(Scenario scenario) {
    return new Course(scenario, ImmutableSet.of());
  }
}
