package dev.espalier.fx.timeline;

import java.time.Duration;

/**
 * Where in a track it stands, and how it goes on. One message after another has its turn; what lies
 * between two messages takes no time.
 *
 * @param at the last event that has happened
 * @param progress how much of its turn the event at {@code at} has had, from 0 to 1; at the end of
 *     what there is as many turns as it takes all messages to arrive
 * @param speed how many times as fast as {@link #TRAVEL}
 */
public record Player(long at, double progress, boolean playing, double speed) {
  /** How long a turn is at speed 1. */
  public static final Duration TRAVEL = Duration.ofMillis(600);

  /**
   * How long a message travels at least. Nothing is seen that is gone in a blink, so that at high
   * speed many are on their way at once.
   */
  public static final Duration SHORTEST = Duration.ofMillis(350);

  public static final double SLOWEST = 0.25;
  public static final double FASTEST = 100;

  /** At the beginning, stopped. */
  public static final Player FIRST = new Player(0, 1, false, 1);

  public Player play() {
    return new Player(at, progress, true, speed);
  }

  /** Plays from the beginning when it stands at the end. */
  public Player playOn(Track track) {
    return at >= track.end() && progress >= 1 ? seek(0, track).play() : play();
  }

  public Player pause() {
    return new Player(at, progress, false, speed);
  }

  public Player withSpeed(double newSpeed) {
    return new Player(at, progress, playing, Math.clamp(newSpeed, SLOWEST, FASTEST));
  }

  /** Goes to an event, or the nearest there is; its message has arrived. */
  public Player seek(long number, Track track) {
    return new Player(Math.clamp(number, 0, track.end()), 1, playing, speed);
  }

  /** The same, in a track that may be shorter. */
  public Player within(Track track) {
    return at <= track.end() ? this : seek(track.end(), track);
  }

  public Player nextMessage(Track track) {
    return pause().seek(track.messageAfter(at), track);
  }

  public Player previousMessage(Track track) {
    return pause().seek(track.messageBefore(at), track);
  }

  public Player nextStep(Track track) {
    return pause().seek(track.stepAfter(at), track);
  }

  public Player previousStep(Track track) {
    return pause().seek(track.stepBefore(at), track);
  }

  /** How long a turn is. */
  public Duration turn() {
    return Duration.ofNanos(Math.round(TRAVEL.toNanos() / speed));
  }

  /** How many turns a message travels. */
  private double turnsOfTravel() {
    return Math.max(1, speed * SHORTEST.toNanos() / TRAVEL.toNanos());
  }

  /** Whether it stands at the end, and every message has arrived. */
  public boolean hasLanded(Track track) {
    return at >= track.end() && progress >= turnsOfTravel();
  }

  /** What it is after a while. At the end of what there is so far it waits for more. */
  public Player after(Duration passed, Track track) {
    if (!playing) {
      return this;
    }
    double turns = speed * passed.toNanos() / TRAVEL.toNanos();
    if (at >= track.end()) {
      return new Player(at, Math.min(progress + turns, turnsOfTravel()), true, speed);
    }
    double waited = Math.min(progress, 1) + turns;
    long now = at;
    while (waited >= 1 && now < track.end()) {
      now = track.messageAfter(now);
      waited -= 1;
    }
    return new Player(now, Math.min(waited, turnsOfTravel()), true, speed);
  }
}
