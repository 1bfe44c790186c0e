@NullMarked
package dev.espalier.fx.memory;

import org.jspecify.annotations.NullMarked;
