package dev.espalier.scenario.explore;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.espalier.scenario.play.PlayException;
import java.util.List;

/**
 * Makes a list that fails small: {@code ddmin} of Zeller and Hildebrandt, "Simplifying and
 * Isolating Failure-Inducing Input" (IEEE TSE 28(2), 2002), which leaves out ever smaller parts.
 */
final class DeltaDebugging {
  private DeltaDebugging() {}

  /** Whether what is left of a list still fails. */
  @FunctionalInterface
  interface Test<T> {
    boolean fails(ImmutableList<T> rest) throws PlayException;
  }

  /**
   * A part of a list that fails, and no longer does without any one of its elements.
   *
   * @param whole fails
   */
  static <T> ImmutableList<T> minimal(ImmutableList<T> whole, Test<T> test) throws PlayException {
    ImmutableList<T> failing = whole;
    int parts = 1;
    while (!failing.isEmpty() && parts <= failing.size()) {
      ImmutableList<T> smaller = without(failing, parts, test);
      if (smaller.size() < failing.size()) {
        failing = smaller;
        parts = Math.max(1, Math.min(parts - 1, failing.size()));
      } else if (parts == failing.size()) {
        return failing;
      } else {
        parts = Math.min(2 * parts, failing.size());
      }
    }
    return failing;
  }

  /** Without the first of that many parts that can be left out. */
  private static <T> ImmutableList<T> without(ImmutableList<T> whole, int parts, Test<T> test)
      throws PlayException {
    int size = (whole.size() + parts - 1) / parts;
    List<List<T>> all = Lists.partition(whole, size);
    for (int left = all.size() - 1; left >= 0; left--) {
      ImmutableList.Builder<T> rest = ImmutableList.builder();
      for (int i = 0; i < all.size(); i++) {
        if (i != left) {
          rest.addAll(all.get(i));
        }
      }
      ImmutableList<T> candidate = rest.build();
      if (test.fails(candidate)) {
        return candidate;
      }
    }
    return whole;
  }
}
