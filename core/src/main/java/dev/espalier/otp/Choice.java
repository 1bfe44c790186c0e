package dev.espalier.otp;

import java.util.List;
import java.util.SplittableRandom;

/** Which of the processes that could run next does. */
@FunctionalInterface
public interface Choice {
  /**
   * @param candidates who could run, in the order in which they became able to, and then the owners
   *     of the ports that could be read; at least one, and somebody may be there twice
   * @return the index of one of them
   */
  int pick(List<Pid> candidates);

  /** Whoever has waited longest. */
  static Choice fifo() {
    return _ -> 0;
  }

  /** Any of them, the same ones again for the same seed. */
  static Choice random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return candidates -> candidates.size() == 1 ? 0 : random.nextInt(candidates.size());
  }

  /**
   * Looks for rare orders: processes have random priorities, which change at few random steps. A
   * bug that {@code depth} orderings make appear is found by one seed with a probability of at
   * least 1 / (n · steps<sup>depth - 1</sup>) among n processes.
   *
   * @param depth how many orderings a bug may need; at least 1
   * @param steps about how many steps there will be; at least {@code depth - 1}
   */
  static Choice pct(long seed, int depth, int steps) {
    return new PriorityChoice(seed, depth, steps);
  }
}
