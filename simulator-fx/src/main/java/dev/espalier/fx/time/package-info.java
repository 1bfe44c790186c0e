/** Time: playing it, stepping through it, scrubbing it. */
@NullMarked
package dev.espalier.fx.time;

import org.jspecify.annotations.NullMarked;
