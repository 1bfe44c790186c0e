package dev.espalier.gateway.channel;

import java.time.Duration;

/** Limits so low that a test reaches them. */
final class TestLimits {
  private static final ChannelLimits USUAL = ChannelLimits.DEFAULT;

  private TestLimits() {}

  static ChannelLimits grace(Duration grace) {
    return of(grace, USUAL.silence());
  }

  static ChannelLimits silence(Duration silence) {
    return of(USUAL.grace(), silence);
  }

  private static ChannelLimits of(Duration grace, Duration silence) {
    return new ChannelLimits(
        grace,
        silence,
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
