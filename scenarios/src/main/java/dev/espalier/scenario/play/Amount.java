package dev.espalier.scenario.play;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;

/** How many there are to be, in words. */
public final class Amount {
  private Amount() {}

  /** E.g. {@code no}, {@code 1}, {@code 2 to 4}, {@code at least 2}. */
  public static String of(Range<Integer> range) {
    if (!range.hasUpperBound()) {
      return "at least " + lowest(range);
    }
    int highest = range.upperEndpoint() - (range.upperBoundType() == BoundType.OPEN ? 1 : 0);
    if (!range.hasLowerBound()) {
      return "at most " + highest;
    }
    if (lowest(range) != highest) {
      return lowest(range) + " to " + highest;
    }
    return highest == 0 ? "no" : String.valueOf(highest);
  }

  private static int lowest(Range<Integer> range) {
    return range.lowerEndpoint() + (range.lowerBoundType() == BoundType.OPEN ? 1 : 0);
  }
}
