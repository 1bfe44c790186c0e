/** Runs as other tools read them; each format is a function of a run to text. */
@NullMarked
package dev.espalier.scenario.export;

import org.jspecify.annotations.NullMarked;
