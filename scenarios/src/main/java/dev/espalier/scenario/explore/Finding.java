package dev.espalier.scenario.explore;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.play.Turn;

/**
 * A run that failed, made small.
 *
 * @param run which one it was, counted from 1; 0 when the scenario fails with everybody in turn
 * @param seed of that run
 * @param steps how many it had
 * @param outOfTurn how many turns were taken out of turn in it
 * @param scenario fails in the same way every time it is played
 * @param played the steps of the small one
 * @param turns of the small one that have to be taken out of turn
 * @param users by what the app knows them as, their names
 */
public record Finding(
    int run,
    long seed,
    int steps,
    int outOfTurn,
    Scenario scenario,
    ImmutableList<PlayedStep> played,
    ImmutableList<Turn> turns,
    ImmutableMap<String, String> users) {}
