package dev.espalier.scenario;

import com.google.common.collect.ImmutableSortedMap;

/**
 * The order in which the processes of a simulated run take their turns: whoever has waited longest
 * is next, save at a few turns while the environment starts, and at those of {@link Step.Turns}.
 *
 * @param seed decides every id
 * @param turns as in {@link Step.Turns}, while the environment starts
 */
public record Order(long seed, ImmutableSortedMap<Integer, Integer> turns) {

  /** Everybody when it is their turn. */
  public static Order inTurn(long seed) {
    return new Order(seed, ImmutableSortedMap.of());
  }
}
