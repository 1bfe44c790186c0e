/** A scenario that is being played, on a thread of its own. */
@NullMarked
package dev.espalier.fx.performance;

import org.jspecify.annotations.NullMarked;
