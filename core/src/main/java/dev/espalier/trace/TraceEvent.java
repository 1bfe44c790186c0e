package dev.espalier.trace;

import dev.espalier.otp.ProcessEvent;
import java.time.Instant;

/**
 * One thing that happened, with what led to it.
 *
 * @param number from 1, without gaps
 * @param cause the number of the event that led to this one, 0 when it came from outside
 * @param at the node's time
 */
public record TraceEvent(long number, long cause, Instant at, ProcessEvent event) {

  /** As a recording has it: a JSON object on one line. The same event always gives the same. */
  public String toJson() {
    return TraceJson.of(this).toString();
  }
}
