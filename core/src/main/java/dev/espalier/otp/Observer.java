package dev.espalier.otp;

import java.time.Instant;

/** Sees everything that happens in a node. */
@FunctionalInterface
public interface Observer {
  /**
   * @param number of this event, from 1, without gaps
   * @param cause the number of the event that led to this one, 0 when it came from outside
   * @param at the node's time
   */
  void observe(long number, long cause, Instant at, ProcessEvent event);
}
