package dev.espalier.scenario.play;

import dev.espalier.scenario.play.Cast.Member;

/**
 * A turn that was not taken by whoever had waited longest.
 *
 * @param number counted from 1, as {@link dev.espalier.scenario.Order} counts
 * @param place of who took it among those who waited: 2 had waited second longest
 * @param after the number of the last event before it
 * @param taker who took it
 * @param next who had waited longest
 */
public record Turn(int number, int place, long after, Member taker, Member next) {}
