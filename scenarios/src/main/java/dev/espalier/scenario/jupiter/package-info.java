/** Scenarios as tests of a Java project. */
@NullMarked
package dev.espalier.scenario.jupiter;

import org.jspecify.annotations.NullMarked;
