package dev.espalier.otp;

import com.google.common.collect.ImmutableSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Probabilistic concurrency testing, after Burckhardt, Kothari, Musuvathi and Nagarakatte, "A
 * Randomized Scheduler with Probabilistic Guarantees of Finding Bugs" (ASPLOS 2010): whoever could
 * run and has the highest priority does, and at some steps it falls below all others first.
 *
 * <p>Unlike there, processes come and go: each gets its priority when it first could run.
 */
final class PriorityChoice implements Choice {
  private final SplittableRandom random;
  private final ImmutableSet<Integer> falls;

  /** From 0 to 1 at first; those that fell are below 0, the last one lowest. */
  private final Map<Pid, Double> priorities = new HashMap<>();

  private int step;

  PriorityChoice(long seed, int depth, int steps) {
    if (depth < 1 || steps < depth - 1) {
      throw new IllegalArgumentException(
          "depth %d and %d steps: depth is at least 1, and steps at least depth - 1"
              .formatted(depth, steps));
    }
    random = new SplittableRandom(seed);
    falls =
        Stream.generate(() -> random.nextInt(1, steps + 1))
            .distinct()
            .limit(depth - 1L)
            .collect(ImmutableSet.toImmutableSet());
  }

  @Override
  public int pick(List<Pid> candidates) {
    step++;
    int highest = highest(candidates);
    if (!falls.contains(step)) {
      return highest;
    }
    priorities.put(candidates.get(highest), (double) -step);
    return highest(candidates);
  }

  private int highest(List<Pid> candidates) {
    int highest = 0;
    for (int i = 0; i < candidates.size(); i++) {
      if (priority(candidates.get(i)) > priority(candidates.get(highest))) {
        highest = i;
      }
    }
    return highest;
  }

  private double priority(Pid pid) {
    return priorities.computeIfAbsent(pid, _ -> random.nextDouble());
  }
}
