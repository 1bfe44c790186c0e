/** A recording as it can be travelled in: any moment of it, and how to get from one to another. */
@NullMarked
package dev.espalier.fx.timeline;

import org.jspecify.annotations.NullMarked;
