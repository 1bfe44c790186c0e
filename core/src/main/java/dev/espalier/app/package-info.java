/** The app: manifest, views and listeners, and the ways of reaching one. */
@NullMarked
package dev.espalier.app;

import org.jspecify.annotations.NullMarked;
