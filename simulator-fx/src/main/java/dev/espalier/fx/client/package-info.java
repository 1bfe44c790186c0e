/** What a session's user sees: the UI an app drew, with real controls. */
@NullMarked
package dev.espalier.fx.client;

import org.jspecify.annotations.NullMarked;
