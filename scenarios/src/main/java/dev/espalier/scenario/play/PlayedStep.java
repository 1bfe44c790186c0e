package dev.espalier.scenario.play;

import dev.espalier.scenario.Step;

/**
 * A step that was played.
 *
 * @param number its place among all the steps of the run, counted from 1
 * @param byHand whether a person did it, and not the scenario
 * @param outcome what came of it
 * @param before the number of the last event before it
 * @param after the number of the last event when all was quiet again, or when it was left
 */
public record PlayedStep(
    int number, Step step, boolean byHand, Outcome outcome, long before, long after) {}
