/** The original's defects in the processes of this package. */
@NullMarked
package dev.espalier.session;

import org.jspecify.annotations.NullMarked;
