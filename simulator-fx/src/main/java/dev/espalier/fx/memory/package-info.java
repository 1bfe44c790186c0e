/** What the window remembers from one time to the next. */
@NullMarked
package dev.espalier.fx.memory;

import org.jspecify.annotations.NullMarked;
