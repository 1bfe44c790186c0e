/** The app: its script to be edited, and what it says of itself. */
@NullMarked
package dev.espalier.fx.app;

import org.jspecify.annotations.NullMarked;
