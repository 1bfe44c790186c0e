package dev.espalier.scenario.explore;

import com.google.common.collect.ContiguousSet;
import com.google.common.collect.DiscreteDomain;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import dev.espalier.scenario.Expectation;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.SavedRun;
import dev.espalier.scenario.play.Schedule;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes a run that failed small: as few steps as possible, and as few turns out of turn, so that it
 * still fails in the same way.
 *
 * <p>What a scenario expects holds for all of its steps; with some left out it may be plain wrong.
 * So a smaller one that does not break an invariant counts only if nothing fails in it when
 * everybody runs in turn.
 */
final class Shrinking {
  /** In how many other orders a smaller scenario is played before it is given up. */
  private static final int ORDERS = 12;

  private final Scenario original;
  private final Rule rule;
  private final Trial failed;
  private final Failure failure;
  private final PlaySettings settings;
  private final Stage stage;

  /** The steps up to the failure that do something, and the one that fails. */
  private final ImmutableList<Step> steps;

  /** Those that are needed, as far as is known. */
  private ImmutableList<Integer> scenes;

  /** In which they fail. */
  private Ordering ordering;

  private Shrinking(
      Scenario original, Rule rule, Trial failed, PlaySettings settings, Stage stage) {
    this.original = original;
    this.rule = rule;
    this.failed = failed;
    this.settings = settings;
    this.stage = stage;
    this.failure = failed.failure().orElseThrow();
    int last = failure.step().number() - 1;
    ImmutableList<Integer> all = upTo(original.steps().size());
    this.ordering = Ordering.of(failed, original, all);
    this.steps =
        ImmutableList.<Step>builder()
            .addAll(original.steps().subList(0, last).stream().map(Shrinking::ofErrors).toList())
            .add(narrowed(original.steps().get(last), failure))
            .build();
    this.scenes =
        all.subList(0, last + 1).stream()
            .filter(scene -> scene == last || isNeeded(steps.get(scene)))
            .collect(ImmutableList.toImmutableList());
  }

  private static boolean isNeeded(Step step) {
    return step.isAct() || (step instanceof Step.Expect expect && !expect.expectations().isEmpty());
  }

  /** An error at a client that is not expected would fail a step. */
  private static Step ofErrors(Step step) {
    return step instanceof Step.Expect expect
        ? expecting(expect, Expectation.Errors.class::isInstance)
        : step;
  }

  private static Step expecting(Step.Expect expect, Predicate<Expectation> kept) {
    return new Step.Expect(
        expect.place(),
        expect.expectations().stream().filter(kept).collect(ImmutableList.toImmutableList()));
  }

  private static ImmutableList<Integer> upTo(int size) {
    return ContiguousSet.create(Range.closedOpen(0, size), DiscreteDomain.integers()).asList();
  }

  /** Of what is expected, what was not so. */
  private static Step narrowed(Step step, Failure failure) {
    if (step instanceof Step.Expect expect
        && failure.step().outcome() instanceof Outcome.Unmet(var differences)) {
      Place wrong = differences.getFirst().place();
      return expecting(
          expect, each -> each.place().equals(wrong) || each instanceof Expectation.Errors);
    }
    return step;
  }

  /**
   * Of a run of a scenario.
   *
   * @param run which one it was; 0 for the one with everybody in turn
   * @param settings with which it was played
   */
  static Finding of(
      Scenario scenario, Rule rule, int run, Trial failed, PlaySettings settings, Stage stage)
      throws PlayException {
    Shrinking shrinking = new Shrinking(scenario, rule, failed, settings, stage);
    if (run > 0 || shrinking.failure.isAbsolute()) {
      shrinking.leaveOutSteps();
      shrinking.leaveOutTurns();
    }
    return shrinking.finding(run);
  }

  private void leaveOutSteps() throws PlayException {
    int last = scenes.getLast();
    scenes =
        with(
            last,
            DeltaDebugging.minimal(
                scenes.subList(0, scenes.size() - 1), rest -> failsInSomeOrder(with(last, rest))));
  }

  private static ImmutableList<Integer> with(int last, ImmutableList<Integer> rest) {
    return ImmutableList.<Integer>builder().addAll(rest).add(last).build();
  }

  /** Whether they do, though not just because of what is left out; remembers in which order. */
  private boolean failsInSomeOrder(ImmutableList<Integer> rest) throws PlayException {
    Ordering inTurn = ordering.with(ImmutableList.of());
    Trial trial = trial(inTurn.apply(original, steps, rest), settings);
    if (trial.failed() != null && !failure.isAbsolute()) {
      return false;
    }
    Optional<Ordering> found = failing(ordering.apply(original, steps, rest), settings, rest);
    Scenario inAnyOrder = inTurn.apply(original, steps, rest).inOrder(null);
    for (int more = 1; more <= ORDERS && found.isEmpty(); more++) {
      Schedule schedule = settings.schedule();
      found = failing(inAnyOrder, settings.withSeed(schedule, settings.seed() + more), rest);
    }
    found.ifPresent(order -> ordering = order);
    return found.isPresent();
  }

  private void leaveOutTurns() throws PlayException {
    ordering =
        ordering.with(
            DeltaDebugging.minimal(
                ordering.swaps(),
                rest ->
                    failing(ordering.with(rest).apply(original, steps, scenes), settings, scenes)
                        .isPresent()));
  }

  /** The order in which a scenario fails in the same way, if it does. */
  private Optional<Ordering> failing(
      Scenario scenario, PlaySettings played, ImmutableList<Integer> its) throws PlayException {
    Trial trial = trial(scenario, played);
    return trial
        .failure()
        .filter(other -> other.kind().equals(failure.kind()))
        .map(_ -> Ordering.of(trial, scenario, its));
  }

  private Trial trial(Scenario scenario, PlaySettings played) throws PlayException {
    return Trial.of(scenario, rule, played, stage);
  }

  private Finding finding(int run) throws PlayException {
    Scenario small = ordering.apply(original, steps, scenes);
    try (Play play = stage.begin(rule.course(small), settings)) {
      Trial.playOut(play, rule);
      return new Finding(
          run,
          failed.seed(),
          original.steps().size(),
          failed.turns().size(),
          rule == Rule.EVERYTHING ? small : SavedRun.upToFailure(play),
          play.played(),
          play.turns(),
          play.users());
    }
  }
}
