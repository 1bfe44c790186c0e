/** Running an app for clients that are real, and telling what happens. */
@NullMarked
package dev.espalier.serve;

import org.jspecify.annotations.NullMarked;
