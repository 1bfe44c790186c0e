@NullMarked
package dev.espalier.fx.inspector;

import org.jspecify.annotations.NullMarked;
