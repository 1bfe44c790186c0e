@NullMarked
package dev.espalier.fx.viewing;

import org.jspecify.annotations.NullMarked;
