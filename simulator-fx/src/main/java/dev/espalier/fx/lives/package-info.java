/** Who lived when, and what came of each message: what is known of a recording besides its tree. */
@NullMarked
package dev.espalier.fx.lives;

import org.jspecify.annotations.NullMarked;
