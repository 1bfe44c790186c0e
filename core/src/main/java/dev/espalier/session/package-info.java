/** The processes of a session: its events, its changes, its UI. */
@NullMarked
package dev.espalier.session;

import org.jspecify.annotations.NullMarked;
