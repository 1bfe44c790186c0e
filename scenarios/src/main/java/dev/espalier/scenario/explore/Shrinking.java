package dev.espalier.scenario.explore;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.espalier.scenario.Expectation;
import dev.espalier.scenario.Order;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.play.PlaySettings;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a run that failed small: as few steps as possible, and as few turns out of turn, so that it
 * still fails in the same way.
 *
 * <p>What a scenario expects holds for all of its steps; with some left out it may be plain wrong.
 * So a smaller one counts only if nothing fails in it when everybody runs in turn.
 */
final class Shrinking {
  /** In how many other orders a smaller scenario is played before it is given up. */
  private static final int ORDERS = 12;

  private final Scenario original;
  private final String kind;
  private final PlaySettings settings;
  private final Stage stage;
  private Order order;

  private Shrinking(Scenario original, Trial failed, PlaySettings settings, Stage stage) {
    this.original = original;
    this.kind = failed.failure().orElseThrow().kind();
    this.settings = settings;
    this.stage = stage;
    this.order = failed.order();
  }

  /**
   * Of a run of a scenario that is as expected when everybody runs in turn.
   *
   * @param settings with which it was played
   */
  static Finding of(Scenario scenario, int run, Trial failed, PlaySettings settings, Stage stage)
      throws PlayException {
    Shrinking shrinking = new Shrinking(scenario, failed, settings, stage);
    Scenario small = shrinking.fewerSteps(upTo(failed, scenario));
    small = shrinking.fewerTurns(small);
    small = shrinking.fewerSteps(small);
    return shrinking.finding(run, failed, small);
  }

  /** Of a scenario that is never as expected: only what comes after the failure is left out. */
  static Finding ofAlways(Scenario scenario, Trial failed, Stage stage) throws PlayException {
    Shrinking shrinking = new Shrinking(scenario, failed, PlaySettings.DEFAULT, stage);
    return shrinking.finding(0, failed, upTo(failed, scenario).inOrder(failed.order()));
  }

  /** The steps up to the failure that do something, and of it what was not as expected. */
  private static Scenario upTo(Trial failed, Scenario scenario) {
    int last = failed.failure().orElseThrow().step().number() - 1;
    ImmutableList.Builder<Step> steps = ImmutableList.builder();
    scenario.steps().subList(0, last).stream().filter(Step::isAct).forEach(steps::add);
    return scenario.withSteps(
        steps.add(narrowed(scenario.steps().get(last), failed.failure().orElseThrow())).build());
  }

  private static Step narrowed(Step step, Failure failure) {
    if (step instanceof Step.Expect(Place place, ImmutableList<Expectation> expectations)
        && failure.step().outcome() instanceof Outcome.Unmet(var differences)) {
      Place wrong = differences.getFirst().place();
      return new Step.Expect(
          place,
          expectations.stream()
              .filter(each -> each.place().equals(wrong))
              .collect(ImmutableList.toImmutableList()));
    }
    return step;
  }

  // Steps.

  private Scenario fewerSteps(Scenario scenario) throws PlayException {
    Step last = scenario.steps().getLast();
    ImmutableList<Step> acts = scenario.steps().subList(0, scenario.steps().size() - 1);
    ImmutableList<Step> needed =
        DeltaDebugging.minimal(acts, rest -> failsInSomeOrder(withLast(rest, last)));
    return withLast(needed, last).inOrder(order);
  }

  private Scenario withLast(ImmutableList<Step> steps, Step last) {
    return original.withSteps(ImmutableList.<Step>builder().addAll(steps).add(last).build());
  }

  /** Remembers the order in which it does. */
  private boolean failsInSomeOrder(Scenario scenario) throws PlayException {
    if (trial(scenario.inOrder(Order.inTurn(order.seed())), settings).failed() != null) {
      return false;
    }
    Optional<Order> failing = failing(scenario.inOrder(order), settings);
    for (int more = 1; more <= ORDERS && failing.isEmpty(); more++) {
      failing = failing(scenario, settings.withSeed(settings.schedule(), settings.seed() + more));
    }
    failing.ifPresent(found -> order = found);
    return failing.isPresent();
  }

  // Turns.

  private Scenario fewerTurns(Scenario scenario) throws PlayException {
    ImmutableList<Map.Entry<Integer, Integer>> needed =
        DeltaDebugging.minimal(
            order.turns().entrySet().asList(),
            rest -> failing(scenario.inOrder(ordered(rest)), settings).isPresent());
    order = ordered(needed);
    return scenario.inOrder(order);
  }

  private Order ordered(ImmutableList<Map.Entry<Integer, Integer>> turns) {
    return new Order(
        order.seed(), ImmutableSortedMap.copyOf(turns, Comparator.<Integer>naturalOrder()));
  }

  // Whether it fails.

  /** The order in which a scenario fails in the same way, if it does. */
  private Optional<Order> failing(Scenario scenario, PlaySettings played) throws PlayException {
    Trial trial = trial(scenario, played);
    return trial.failure().filter(failure -> failure.kind().equals(kind)).map(_ -> trial.order());
  }

  private Trial trial(Scenario scenario, PlaySettings played) throws PlayException {
    return Trial.of(scenario, played, stage);
  }

  private Finding finding(int run, Trial failed, Scenario small) throws PlayException {
    try (Play play = stage.begin(small, settings)) {
      while (!play.isOver()) {
        play.next();
      }
      return new Finding(
          run,
          failed.order().seed(),
          original.steps().size(),
          failed.turns().size(),
          small,
          play.played(),
          play.turns(),
          play.users());
    }
  }
}
