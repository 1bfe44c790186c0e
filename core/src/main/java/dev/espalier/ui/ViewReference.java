package dev.espalier.ui;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A place in a component tree (or a route) where another view goes, whatever the app's dialect.
 *
 * @param name the view's name
 * @param props an object, empty when the app gave none
 * @param collection the collection its data comes from; without one its data is {@code []}
 * @param query a MongoDB filter, still with its parameters such as {@code "@me"}
 * @param projection a MongoDB projection, empty for whole documents
 * @param context which parts of the session's context the view is given, as the app wrote it
 */
public record ViewReference(
    String name,
    JsonNode props,
    @Nullable String collection,
    JsonNode query,
    JsonNode projection,
    JsonNode context) {}
