package dev.espalier.scenario.explore;

import com.google.common.collect.ImmutableList;
import dev.espalier.app.AppFaults.Kind;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Step.Victim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Puts failures between the steps of a scenario and in the midst of them, and has everything work
 * again in the end. They are steps of the language, as a person would do them.
 */
final class FaultPlan {
  private static final int MOST_FAULTS = 3;
  private static final int LONGEST_WAY = 60;
  private static final Duration SLOWNESS = Duration.ofSeconds(2);
  private static final String MESSAGE = "out of order";

  /** Through them a change comes to a client. */
  private static final ImmutableList<String> ON_THE_WAY =
      ImmutableList.of("CS", "SCM", "Q", "W", "UIBuilder");

  private static final ImmutableList<String> OTHERS =
      ImmutableList.of(
          "Repo",
          "MS",
          "MSDS",
          "MTDS",
          "QDS",
          "WDS",
          "ManifestHandler",
          "Environment.EventHandler",
          "Session.EventHandler",
          "Environment.Agent.Token",
          "Session.Agent.Token",
          "Session.Supervisor",
          "Session.Managers");

  private final Scenario scenario;
  private final SplittableRandom random;
  private final List<Step> steps = new ArrayList<>();

  /** What ends a failure that lasts, at the next opportunity. */
  private final List<Step> remedies = new ArrayList<>();

  private FaultPlan(Scenario scenario, long seed) {
    this.scenario = scenario;
    this.random = new SplittableRandom(seed);
  }

  /** A scenario with failures; nothing is expected of it any more. */
  static Scenario of(Scenario scenario, long seed) {
    FaultPlan plan = new FaultPlan(scenario, seed);
    return scenario.withSteps(plan.planned());
  }

  private ImmutableList<Step> planned() {
    ImmutableList<Step> acts =
        scenario.steps().stream().filter(Step::isAct).collect(ImmutableList.toImmutableList());
    int faults = random.nextInt(1, MOST_FAULTS + 1);
    List<Integer> struck =
        random.ints(faults, 0, Math.max(1, acts.size())).sorted().boxed().toList();
    for (int act = 0; act < acts.size(); act++) {
      remedy();
      if (struck.contains(act)) {
        strike(acts.get(act));
      } else {
        steps.add(acts.get(act));
      }
    }
    remedy();
    return ImmutableList.copyOf(steps);
  }

  private void remedy() {
    steps.addAll(remedies);
    remedies.clear();
  }

  /** Has something fail before a step, or in the midst of it. */
  private void strike(Step act) {
    if (takesTime(act) && random.nextInt(4) > 0) {
      steps.add(new Step.Interrupt(Place.BY_HAND, act, random.nextInt(1, LONGEST_WAY)));
      steps.add(fault());
    } else {
      steps.add(fault());
      steps.add(act);
    }
  }

  /** Whether something runs in it, so that it can be interrupted. */
  private static boolean takesTime(Step act) {
    return switch (act) {
      case Step.Open _, Step.Close _, Step.Click _, Step.Type _, Step.Submit _, Step.Run _ -> true;
      case Step.Insert _, Step.Replace _, Step.Update _, Step.Delete _, Step.Drop _ -> true;
      default -> false;
    };
  }

  private Step fault() {
    return switch (random.nextInt(11)) {
      case 0 -> new Step.Cut(Place.BY_HAND);
      case 1 -> until(new Step.Start(Place.BY_HAND), new Step.Stop(Place.BY_HAND));
      case 2 -> {
        Victim victim = victim(ON_THE_WAY);
        yield until(
            new Step.Resume(Place.BY_HAND, victim), new Step.Suspend(Place.BY_HAND, victim));
      }
      case 3 -> healed(new Step.Fail(Place.BY_HAND, kind(), null, MESSAGE));
      case 4 -> healed(new Step.Slow(Place.BY_HAND, kind(), null, SLOWNESS));
      case 5 -> new Step.Conflict(Place.BY_HAND);
      default ->
          new Step.Kill(Place.BY_HAND, victim(random.nextBoolean() ? ON_THE_WAY : OTHERS), null);
    };
  }

  private Step until(Step remedy, Step fault) {
    remedies.add(remedy);
    return fault;
  }

  /** Whoever was told of a failing view sees the view again as soon as the app is another. */
  private Step healed(Step fault) {
    remedies.add(new Step.Heal(Place.BY_HAND));
    remedies.add(new Step.Reload(Place.BY_HAND, scenario.app()));
    return fault;
  }

  private Kind kind() {
    return random.nextBoolean() ? Kind.VIEW : Kind.LISTENER;
  }

  private Victim victim(ImmutableList<String> kinds) {
    return new Victim(kinds.get(random.nextInt(kinds.size())), null, null, random.nextInt(1, 3));
  }
}
