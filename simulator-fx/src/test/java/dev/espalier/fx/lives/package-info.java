@NullMarked
package dev.espalier.fx.lives;

import org.jspecify.annotations.NullMarked;
