package dev.espalier.scenario.invariant;

import org.jspecify.annotations.Nullable;

/**
 * An invariant that does not hold.
 *
 * @param invariant its name
 * @param session whose client sees it; none when it is nobody's in particular
 * @param event the number of the event at which it shows
 * @param what is not as it has to be, e.g. {@code the UI of alice}
 * @param expected what it has to be, in words
 * @param actual what it is, in words
 */
public record Violation(
    String invariant,
    @Nullable String session,
    long event,
    String what,
    String expected,
    String actual) {

  /** All of it in a line. */
  public String text() {
    return "%s: %s has to be %s, not %s (event %d)"
        .formatted(invariant, what, expected, actual, event);
  }
}
