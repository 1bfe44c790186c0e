/** All there is to know of whatever is selected. */
@NullMarked
package dev.espalier.fx.inspector;

import org.jspecify.annotations.NullMarked;
