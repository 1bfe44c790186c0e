/** What happened: every process event with its cause, and what can be read out of it. */
@NullMarked
package dev.espalier.trace;

import org.jspecify.annotations.NullMarked;
