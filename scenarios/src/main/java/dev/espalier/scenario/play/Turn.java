package dev.espalier.scenario.play;

import dev.espalier.scenario.play.Cast.Member;

/**
 * A turn that was not taken by whoever had waited longest.
 *
 * @param step the number of the step in which it was; 0 for the start of the environment
 * @param number among the turns of that step, counted from 1
 * @param place of who took it among those who waited: 2 had waited second longest
 * @param after the number of the last event before it
 * @param taker who took it
 * @param next who had waited longest
 */
public record Turn(int step, int number, int place, long after, Member taker, Member next) {}
