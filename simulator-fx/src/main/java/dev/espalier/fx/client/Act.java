package dev.espalier.fx.client;

import tools.jackson.databind.JsonNode;

/**
 * What a user did in a UI.
 *
 * @param pointer of the component, e.g. {@code /root/children/1}
 * @param listener the component's property it stands under, e.g. {@code onPressed}
 * @param code what the client is to run
 * @param event what it is given, an object
 */
public record Act(String pointer, String listener, String code, JsonNode event) {}
