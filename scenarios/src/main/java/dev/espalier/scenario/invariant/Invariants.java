package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;

/** What is to hold in every run: the promises to clients, and what keeps a tree healthy. */
public final class Invariants {
  private Invariants() {}

  public static final ImmutableList<Invariant> ALL =
      ImmutableList.of(
          new InOrder(),
          new GlitchFree(),
          new Converged(),
          new NoNoise(),
          new NothingLost(),
          new NoOrphans(),
          new RestartBounds());
}
