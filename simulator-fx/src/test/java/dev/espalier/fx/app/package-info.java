@NullMarked
package dev.espalier.fx.app;

import org.jspecify.annotations.NullMarked;
