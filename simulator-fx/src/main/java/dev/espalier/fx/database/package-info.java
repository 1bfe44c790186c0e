/** The documents of an environment at any moment, to be looked at and changed by hand. */
@NullMarked
package dev.espalier.fx.database;

import org.jspecify.annotations.NullMarked;
