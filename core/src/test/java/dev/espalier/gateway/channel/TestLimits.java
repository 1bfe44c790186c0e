package dev.espalier.gateway.channel;

import java.time.Duration;

/** Limits so low that a test reaches them. */
final class TestLimits {
  private static final ChannelLimits USUAL = ChannelLimits.DEFAULT;

  private TestLimits() {}

  static ChannelLimits grace(Duration grace) {
    return new ChannelLimits(
        grace,
        USUAL.silence(),
        USUAL.frameBytes(),
        USUAL.channels(),
        USUAL.runs(),
        USUAL.patches(),
        USUAL.frames(),
        USUAL.connections(),
        USUAL.sessions());
  }

  /** Long grace, and little of everything. */
  static ChannelLimits low() {
    return new ChannelLimits(Duration.ofHours(1), USUAL.silence(), 64 * 1024, 4, 3, 4, 8, 16, 4);
  }
}
