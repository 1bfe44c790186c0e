@NullMarked
package dev.espalier.fx.database;

import org.jspecify.annotations.NullMarked;
