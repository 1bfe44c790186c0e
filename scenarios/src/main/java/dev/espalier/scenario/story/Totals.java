package dev.espalier.scenario.story;

import dev.espalier.scenario.play.Episode;
import dev.espalier.scenario.play.Meter;

/** What a run came to. */
public record Totals(int steps, Meter meter) {
  public static final Totals NONE = new Totals(0, Meter.ZERO);

  /** With what happened in one more step, or at the start. */
  public Totals and(int moreSteps, Episode episode) {
    return new Totals(steps + moreSteps, meter.and(episode.meter()));
  }
}
