@NullMarked
package dev.espalier.fx.annals;

import org.jspecify.annotations.NullMarked;
