package dev.espalier.otp;

import java.util.SplittableRandom;

/** Which of the processes that could run next does. */
@FunctionalInterface
public interface Choice {
  /**
   * @param candidates how many could run, in the order in which they became able to; at least 1
   * @return the index of one of them
   */
  int pick(int candidates);

  /** Whoever has waited longest. */
  static Choice fifo() {
    return candidates -> 0;
  }

  /** Any of them, the same ones again for the same seed. */
  static Choice random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return candidates -> candidates == 1 ? 0 : random.nextInt(candidates);
  }
}
