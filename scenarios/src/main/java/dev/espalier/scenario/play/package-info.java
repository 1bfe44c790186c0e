/** Scenarios played on a tree of their own, step by step, and what happened at each. */
@NullMarked
package dev.espalier.scenario.play;

import org.jspecify.annotations.NullMarked;
