/**
 * What is watched, where in it one is, and what is selected: all that the parts of the window
 * share.
 */
@NullMarked
package dev.espalier.fx.viewing;

import org.jspecify.annotations.NullMarked;
