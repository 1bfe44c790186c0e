package dev.espalier.scenario.play;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A node's time, for what asks a {@link Clock}. */
final class NodeClock extends Clock {
  private final InstantSource node;

  NodeClock(InstantSource node) {
    this.node = node;
  }

  @Override
  public Instant instant() {
    return node.instant();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return node.withZone(zone);
  }
}
