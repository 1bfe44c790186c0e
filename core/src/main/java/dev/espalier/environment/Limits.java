package dev.espalier.environment;

import java.time.Duration;

/**
 * How long things may take or stay idle.
 *
 * @param session after how long without an event a session ends
 * @param environment after how long without a session an environment stops
 * @param widget how long a W that no UI shows is kept
 * @param view how long an app may take to draw a view
 * @param listener how long an app may take for a listener
 */
public record Limits(
    Duration session, Duration environment, Duration widget, Duration view, Duration listener) {

  /** The design's. */
  public static final Limits DEFAULT =
      new Limits(
          Duration.ofMinutes(10),
          Duration.ofMinutes(60),
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          Duration.ofHours(1));
}
