/** Runs that left one another: which there are, and where they first differ. */
@NullMarked
package dev.espalier.fx.comparison;

import org.jspecify.annotations.NullMarked;
