package dev.espalier.scenario;

import com.google.common.collect.ImmutableSortedMap;

/**
 * The order in which the processes of a simulated run take their turns: whoever has waited longest
 * is next, save at a few turns. A turn is a moment at which more than one process could run.
 *
 * @param seed decides every id
 * @param turns by the turn's number, counted from 1, who runs then instead: 2 is who has waited
 *     second longest. Where so many do not wait, it is who has waited longest
 */
public record Order(long seed, ImmutableSortedMap<Integer, Integer> turns) {

  /** Everybody when it is their turn. */
  public static Order inTurn(long seed) {
    return new Order(seed, ImmutableSortedMap.of());
  }
}
