/** Steps, messages and states in a few plain words. */
@NullMarked
package dev.espalier.fx.words;

import org.jspecify.annotations.NullMarked;
