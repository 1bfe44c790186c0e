/** The window: a function of a recording and a time. */
@NullMarked
package dev.espalier.fx.window;

import org.jspecify.annotations.NullMarked;
