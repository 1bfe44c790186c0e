package dev.espalier.ui;

import tools.jackson.databind.JsonNode;

/**
 * A listener that a view placed in its UI.
 *
 * @param code what the client sends to run it
 * @param props an object
 */
public record Listener(String code, String name, JsonNode props) {}
