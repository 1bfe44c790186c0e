package dev.espalier.scenario;

import com.google.common.collect.ImmutableList;

/**
 * What the author of an app says holds all the time.
 *
 * @param expectations of UIs and documents; each of every UI that a client has had, and of what the
 *     database held after each change
 */
public record StatedInvariant(Place place, String name, ImmutableList<Expectation> expectations) {}
