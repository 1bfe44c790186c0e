/** Phoenix channels over WebSocket: how Lenra's clients reach their sessions (docs/clients.md). */
@NullMarked
package dev.espalier.gateway.channel;

import org.jspecify.annotations.NullMarked;
