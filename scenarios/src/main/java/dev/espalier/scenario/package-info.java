/** The scenario language: what is written in {@code scenario.yaml}, read and checked. */
@NullMarked
package dev.espalier.scenario;

import org.jspecify.annotations.NullMarked;
