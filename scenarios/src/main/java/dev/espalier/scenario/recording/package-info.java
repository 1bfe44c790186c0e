/** Recordings as files: written, read, and played again. */
@NullMarked
package dev.espalier.scenario.recording;

import org.jspecify.annotations.NullMarked;
