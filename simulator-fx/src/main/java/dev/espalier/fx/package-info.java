@NullMarked
package dev.espalier.fx;

import org.jspecify.annotations.NullMarked;
