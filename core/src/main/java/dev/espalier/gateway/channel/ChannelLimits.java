package dev.espalier.gateway.channel;

import java.time.Duration;

/**
 * What one client may take of the node.
 *
 * @param grace how long a session waits for its client to come back
 * @param silence after how long without a frame, heartbeats included, a connection ends
 * @param frameBytes how long a frame may be that a client sends
 * @param channels how many a connection may have
 * @param runs how many listeners a channel may have waiting or running
 * @param patches how many may wait for a client that reads slowly, before it is sent the whole UI
 * @param frames how many may wait to be read by a client, before its connection ends
 * @param connections how many there may be at a time
 * @param sessions how many there may be at a time, those included whose client may come back
 */
public record ChannelLimits(
    Duration grace,
    Duration silence,
    int frameBytes,
    int channels,
    int runs,
    int patches,
    int frames,
    int connections,
    int sessions) {

  /** A heartbeat comes every 30 s. */
  public static final ChannelLimits DEFAULT =
      new ChannelLimits(
          Duration.ofSeconds(10), Duration.ofSeconds(60), 1024 * 1024, 64, 64, 16, 256, 4096, 8192);
}
