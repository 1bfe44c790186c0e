@NullMarked
package dev.espalier.fx.performance;

import org.jspecify.annotations.NullMarked;
