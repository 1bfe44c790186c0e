/** Where processes stand: the same nodes in several arrangements, as pure functions. */
@NullMarked
package dev.espalier.fx.arrangement;

import org.jspecify.annotations.NullMarked;
