package dev.espalier.scenario.story;

import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Episode;
import dev.espalier.scenario.play.PlayedStep;

/** Tells a run while it goes on. */
public interface Teller {

  /**
   * @param start what happened when the environment started
   */
  String opening(Scenario scenario, Episode start);

  /** What the reader is asked before a step, to be told before it is played. */
  String question(int number, Step.Ask ask);

  String step(PlayedStep step, Episode episode);

  /**
   * @param again the command that plays it the same way
   */
  String ending(Totals totals, boolean failed, String again);
}
