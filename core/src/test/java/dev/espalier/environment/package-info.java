@NullMarked
package dev.espalier.environment;

import org.jspecify.annotations.NullMarked;
