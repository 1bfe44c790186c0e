/** What came of each event, the states processes went through, and what is said of a moment. */
@NullMarked
package dev.espalier.fx.annals;

import org.jspecify.annotations.NullMarked;
