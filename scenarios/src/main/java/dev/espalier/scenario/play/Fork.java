package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that goes like another one up to an event, and then differently. Played with the settings
 * of the other, it has the same events up to there, since simulated runs repeat.
 *
 * @param course the steps before, the one in whose midst the event is, begun and left there, what
 *     is done there, and the steps that are left
 * @param cut how many of its steps lead up to the event
 */
public record Fork(Course course, int cut) {

  /**
   * Forks a run.
   *
   * @param run all its steps, those that are yet to come too ({@link Play#course})
   * @param played those of them that were played
   * @param event the number of an event of the run; one before the first step means the moment at
   *     which the environment has started
   * @param act what is done there; none when that is left to whoever plays up to the cut
   */
  public static Fork of(Course run, List<PlayedStep> played, long event, @Nullable Step act) {
    ImmutableList<Step> steps = run.scenario().steps();
    Steps forked = new Steps();
    int index = 0;
    while (index < played.size() && played.get(index).after() <= event) {
      forked.add(steps.get(index), run.byHand().contains(index));
      index++;
    }
    if (index < played.size() && played.get(index).before() < event) {
      forked.add(begun(steps.get(index), event), run.byHand().contains(index));
      index++;
    }
    int cut = forked.steps.size();
    if (act != null) {
      forked.add(act, true);
    }
    for (; index < steps.size(); index++) {
      forked.add(steps.get(index), run.byHand().contains(index));
    }
    return new Fork(
        new Course(
            run.scenario().withSteps(ImmutableList.copyOf(forked.steps)),
            ImmutableSet.copyOf(forked.byHand)),
        cut);
  }

  /** A step that is left at the event; one that was left later already, now earlier. */
  private static Step begun(Step step, long event) {
    Step done =
        switch (step) {
          case Step.Begin begin -> begin.step();
          case Step.Interrupt(_, Step inner, _) -> inner;
          case Step.Ask ask -> ask.when();
          default -> step;
        };
    return new Step.Begin(Place.BY_HAND, done, event);
  }

  private static final class Steps {
    final List<Step> steps = new ArrayList<>();
    final List<Integer> byHand = new ArrayList<>();

    void add(Step step, boolean isByHand) {
      if (isByHand) {
        byHand.add(steps.size());
      }
      steps.add(step);
    }
  }
}
