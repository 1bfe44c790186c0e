package dev.espalier.scenario.play;

import dev.espalier.otp.Choice;

/** In which order a simulated node's processes run. */
public enum Schedule {
  /** Whoever has waited longest. */
  FIFO,
  /** Any that can, decided by the seed. */
  RANDOM,
  /** The one of highest priority, which the seed gives and takes away ({@link Choice#pct}). */
  PCT;

  /** Most bugs need no more than three things to happen in a certain order. */
  private static final int PCT_DEPTH = 3;

  /** About as many as a scenario of the library takes. */
  private static final int PCT_STEPS = 2_000;

  Choice choice(long seed) {
    return switch (this) {
      case FIFO -> Choice.fifo();
      case RANDOM -> Choice.random(seed);
      case PCT -> Choice.pct(seed, PCT_DEPTH, PCT_STEPS);
    };
  }
}
