package dev.espalier.session;

import dev.espalier.otp.Group;
import dev.espalier.otp.Name;

/**
 * A route that a session shows.
 *
 * @param builder its UIBuilder
 * @param clients whom that sends the UI to
 */
public record OpenRoute(Route route, Name builder, Group clients) {}
