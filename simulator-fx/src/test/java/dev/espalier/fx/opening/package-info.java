@NullMarked
package dev.espalier.fx.opening;

import org.jspecify.annotations.NullMarked;
