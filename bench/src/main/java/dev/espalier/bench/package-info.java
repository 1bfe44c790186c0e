/** How quick the window is, measured. */
@NullMarked
package dev.espalier.bench;

import org.jspecify.annotations.NullMarked;
