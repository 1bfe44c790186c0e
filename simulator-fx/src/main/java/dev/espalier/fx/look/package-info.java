/** Light or dark, and signs: what all parts of the window look like. */
@NullMarked
package dev.espalier.fx.look;

import org.jspecify.annotations.NullMarked;
