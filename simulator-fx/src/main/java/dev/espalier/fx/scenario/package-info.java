/** The scenario's steps, and the library to pick one from. */
@NullMarked
package dev.espalier.fx.scenario;

import org.jspecify.annotations.NullMarked;
