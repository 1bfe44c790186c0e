package dev.espalier.scenario.explore;

import com.google.common.collect.ContiguousSet;
import com.google.common.collect.DiscreteDomain;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Range;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.play.Course;

/** What a run is judged by. */
enum Rule {
  /** Invariants, what the scenario expects, and that clients are told of no other errors. */
  EVERYTHING {
    @Override
    Course course(Scenario scenario) {
      return Course.of(scenario);
    }
  },

  /**
   * Invariants alone. Where something fails, a click may rightly come to nothing and clients may
   * rightly be told; but what they see in the end has to be true.
   */
  INVARIANTS {
    @Override
    Course course(Scenario scenario) {
      return new Course(
          scenario,
          ImmutableSet.copyOf(
              ContiguousSet.create(
                  Range.closedOpen(0, scenario.steps().size()), DiscreteDomain.integers())));
    }
  };

  /** How a scenario is played that is judged so. */
  abstract Course course(Scenario scenario);
}
