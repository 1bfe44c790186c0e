package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import org.jspecify.annotations.Nullable;

/** What came of a step. */
public sealed interface Outcome {

  /**
   * It was done, and everything is as expected.
   *
   * @param answer of a question, the choice that turned out to be right
   */
  record Done(Step.@Nullable Choice answer) implements Outcome {
    public Done() {
      this(null);
    }
  }

  /**
   * Something is not as the scenario expects.
   *
   * @param differences at least one
   */
  record Unmet(ImmutableList<Difference> differences) implements Outcome {}

  /** It could not be done, because the scenario or its app is wrong. */
  record Impossible(Place place, String why) implements Outcome {}

  /**
   * @param what is not as expected, e.g. {@code the patches of alice}
   */
  record Difference(Place place, String what, String expected, String actual) {}

  /** One thing is not as expected. */
  static Outcome unmet(Place place, String what, String expected, String actual) {
    return new Unmet(ImmutableList.of(new Difference(place, what, expected, actual)));
  }
}
