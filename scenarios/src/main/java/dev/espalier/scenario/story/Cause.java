package dev.espalier.scenario.story;

/**
 * One step on the way from a click or a write to what came of it.
 *
 * @param event the number of the event at which it can be watched
 * @param kind of the process that it happened in, e.g. {@code Q}; {@code outside} for the world
 * @param words e.g. {@code alice clicks “+”}
 * @param detail e.g. {@code onPressed increment}; may be empty
 */
public record Cause(long event, String kind, String words, String detail) {}
