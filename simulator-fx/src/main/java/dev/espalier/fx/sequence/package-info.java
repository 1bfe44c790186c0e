/** A sequence diagram: who told whom what, from top to bottom. */
@NullMarked
package dev.espalier.fx.sequence;

import org.jspecify.annotations.NullMarked;
