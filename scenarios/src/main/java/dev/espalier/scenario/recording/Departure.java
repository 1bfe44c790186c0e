package dev.espalier.scenario.recording;

import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.story.FirstDifference;
import java.util.Optional;

/**
 * Where a run that is played again first goes another way.
 *
 * @param difference what happened there then, and what happens there now
 * @param step in whose course it happens, or the last; none while the environment starts
 */
public record Departure(FirstDifference difference, Optional<PlayedStep> step) {}
