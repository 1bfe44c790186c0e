@NullMarked
package dev.espalier.fx.looks;

import org.jspecify.annotations.NullMarked;
