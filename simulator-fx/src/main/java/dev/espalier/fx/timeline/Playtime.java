package dev.espalier.fx.timeline;

import java.time.Duration;

/**
 * How long ago something was, for whoever watches: in the time of playing, in which one message has
 * its turn after the other. Whoever stands still is in the middle of what came with the last one.
 */
public record Playtime(Timeline timeline, Player player) {

  /**
   * How much of what began with an event and takes a while is over, from 0 to 1.
   *
   * @param number of an event that has happened
   */
  public double part(long number, Duration takes) {
    long turns = turnsSince(number);
    if (stands()) {
      return turns == 0 ? 0.5 : 1;
    }
    double passed = player.turn().toNanos() * (turns + player.progress());
    return Math.min(1, passed / takes.toNanos());
  }

  /** Whether nobody waits for anything to go on. */
  public boolean stands() {
    return !player.playing() && player.progress() >= 1;
  }

  /** How many turns ended since; what lies between two messages belongs to the second one's. */
  private long turnsSince(long number) {
    EventNumbers messages = timeline.messages();
    int since = messages.upTo(player.at()) - messages.upTo(number - 1);
    boolean isOver = messages.last(player.at()) != player.at();
    return Math.max(0, isOver ? since : since - 1);
  }

  /** The first event of which something that takes a while may not be over yet. */
  public long oldest(Duration takes) {
    EventNumbers messages = timeline.messages();
    long turns = 2 + takes.toNanos() / Math.max(1, player.turn().toNanos());
    long index = messages.upTo(player.at()) - turns;
    return index < 0 ? 1 : messages.get((int) index);
  }
}
