package dev.espalier.scenario.export;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.trace.TraceEvent;

/**
 * A run to its end, as it is exported.
 *
 * @param events all of them; the one with number n at n − 1
 * @param begun the number of the last event of the environment's start
 * @param users by what the app knows them as, their names
 */
public record Run(
    String title,
    ImmutableList<TraceEvent> events,
    long begun,
    ImmutableList<PlayedStep> steps,
    ImmutableMap<String, String> users) {

  /** What has been played so far. */
  public static Run of(Play play) {
    return new Run(
        play.course().scenario().title(),
        ImmutableList.copyOf(play.recording().after(0)),
        play.start().events().size(),
        play.played(),
        play.users());
  }

  /** What was sent in the event with this number. */
  Object message(long number) {
    return switch (events.get((int) number - 1).event()) {
      case ProcessEvent.Sent(_, _, _, Object message) -> message;
      case ProcessEvent other ->
          throw new IllegalArgumentException(number + " sends nothing: " + other);
    };
  }
}
