/** What holds in every run, whatever a scenario does: found out after each step. */
@NullMarked
package dev.espalier.scenario.invariant;

import org.jspecify.annotations.NullMarked;
