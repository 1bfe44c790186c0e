/** What is wrong with an app, found by asking it once for all that it draws. */
@NullMarked
package dev.espalier.scenario.check;

import org.jspecify.annotations.NullMarked;
