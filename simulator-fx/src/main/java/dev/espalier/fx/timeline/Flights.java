package dev.espalier.fx.timeline;

import com.google.common.collect.ImmutableList;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import java.time.Duration;

/** The messages that travel at a moment, and those that have just arrived. */
public final class Flights {
  /** How long it is seen that a message has arrived. */
  public static final Duration AFTERGLOW = Duration.ofMillis(250);

  /**
   * A message on its way.
   *
   * @param number of the event with which it was sent
   * @param progress how far it has come, from 0 to 1
   * @param glow how much of its arrival is to be seen: 1 when it arrives, 0 before that and later
   */
  public record Flight(long number, Sent message, double progress, double glow) {}

  private Flights() {}

  /**
   * The last one sent first. One message departs a turn, and the signals before it with it. Whoever
   * stands still sees what was sent last arrive, and nothing else.
   */
  public static ImmutableList<Flight> of(Timeline timeline, Player player) {
    ImmutableList.Builder<Flight> flights = ImmutableList.builder();
    boolean stands = !player.playing() && player.progress() >= 1;
    double turn = millis(player.turn());
    double travel = Math.max(turn, millis(Player.SHORTEST));
    double longest = stands ? turn : travel + millis(AFTERGLOW);
    EventNumbers sent = timeline.sent();
    int own = timeline.messages().last(player.at()) == player.at() ? 0 : 1;
    int later = 0;
    for (int i = sent.upTo(player.at()) - 1; i >= 0; i--) {
      Sent message = timeline.message(sent.get(i)).orElseThrow();
      boolean isMessage = message.kind() != ProcessEvent.Kind.SIGNAL;
      int turnsAgo = isMessage ? later + own : later == 0 ? 0 : later - 1 + own;
      later += isMessage ? 1 : 0;
      double since = turn * (turnsAgo + (stands ? 0 : player.progress()));
      if (since >= longest) {
        break;
      }
      double glow = since < travel ? 0 : 1 - (since - travel) / millis(AFTERGLOW);
      flights.add(
          stands
              ? new Flight(sent.get(i), message, 1, 1)
              : new Flight(sent.get(i), message, Math.min(1, since / travel), glow));
    }
    return flights.build();
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
