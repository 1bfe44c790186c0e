/** The root of the tree, and what may be set. */
@NullMarked
package dev.espalier.runner;

import org.jspecify.annotations.NullMarked;
