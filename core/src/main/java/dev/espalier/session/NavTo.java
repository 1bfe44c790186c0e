package dev.espalier.session;

import tools.jackson.databind.JsonNode;

/**
 * Published to {routes, session}: a listener {@code @lenra:navTo} was run.
 *
 * @param props the listener's, e.g. {@code {"path": "/notes"}}
 */
public record NavTo(JsonNode props) {}
