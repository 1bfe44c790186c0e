package dev.espalier.scenario.play;

import dev.espalier.scenario.Step;

/**
 * A step that was played.
 *
 * @param number counted from 1
 * @param outcome what came of it
 * @param before the number of the last event before it
 * @param after the number of the last event when all was quiet again
 */
public record PlayedStep(int number, Step step, Outcome outcome, long before, long after) {}
