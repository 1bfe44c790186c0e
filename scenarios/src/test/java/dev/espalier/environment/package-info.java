/** The original's defects in the processes of this package. */
@NullMarked
package dev.espalier.environment;

import org.jspecify.annotations.NullMarked;
