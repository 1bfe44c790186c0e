package dev.espalier.fx.client;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What the clients' pane asks of the window.
 *
 * @param onAct is told the session and what its user did in its UI
 * @param onSeek goes to an event
 * @param onSelect is told which session is looked at now
 */
public record ClientActs(
    BiConsumer<String, Act> onAct, LongConsumer onSeek, Consumer<String> onSelect) {}
