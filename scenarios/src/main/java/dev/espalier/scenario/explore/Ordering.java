package dev.espalier.scenario.explore;

import static java.util.stream.Collectors.groupingBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.espalier.scenario.Order;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Step;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * In which order the processes of a run took their turns.
 *
 * @param seed of the ids
 * @param swaps who ran out of turn
 */
record Ordering(long seed, ImmutableList<Swap> swaps) {

  /**
   * @param scene the step, wherever it stands in the scenario; {@link #START} for the start
   * @param turn its turn
   * @param place who took it
   */
  record Swap(int scene, int turn, int place) {}

  /** Stands for the start of the environment. */
  static final int START = -1;

  /**
   * The one of a run.
   *
   * @param scenes that its steps are, in their order
   */
  static Ordering of(Trial trial, Scenario scenario, ImmutableList<Integer> scenes) {
    int[] sceneOf = scenesOf(scenario, scenes);
    return new Ordering(
        trial.seed(),
        trial.turns().stream()
            .map(turn -> new Swap(sceneOf[turn.step()], turn.number(), turn.place()))
            .collect(ImmutableList.toImmutableList()));
  }

  /** By the number of a step, its scene. */
  private static int[] scenesOf(Scenario scenario, ImmutableList<Integer> scenes) {
    int[] sceneOf = new int[scenario.steps().size() + 1];
    sceneOf[0] = START;
    int next = 0;
    for (int step = 0; step < scenario.steps().size(); step++) {
      boolean isScene = !(scenario.steps().get(step) instanceof Step.Turns);
      sceneOf[step + 1] = isScene ? scenes.get(next++) : START;
    }
    return sceneOf;
  }

  Ordering with(ImmutableList<Swap> others) {
    return new Ordering(seed, others);
  }

  /**
   * A scenario of some scenes in this order.
   *
   * @param steps of all scenes
   */
  Scenario apply(Scenario scenario, ImmutableList<Step> steps, ImmutableList<Integer> scenes) {
    Map<Integer, List<Swap>> byScene = swaps.stream().collect(groupingBy(Swap::scene));
    ImmutableList.Builder<Step> ordered = ImmutableList.builder();
    for (int scene : scenes) {
      if (byScene.containsKey(scene)) {
        ordered.add(new Step.Turns(Place.BY_HAND, places(byScene.get(scene))));
      }
      ordered.add(steps.get(scene));
    }
    return scenario
        .withSteps(ordered.build())
        .inOrder(new Order(seed, places(byScene.getOrDefault(START, List.of()))));
  }

  private static ImmutableSortedMap<Integer, Integer> places(List<Swap> swaps) {
    return swaps.stream()
        .collect(
            ImmutableSortedMap.toImmutableSortedMap(
                Comparator.naturalOrder(), Swap::turn, Swap::place));
  }
}
