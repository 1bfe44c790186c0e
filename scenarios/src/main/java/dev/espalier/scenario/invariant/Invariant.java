package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;

/** Something that holds whenever everything has come to rest, and was kept on the way there. */
public interface Invariant {

  /** What scenarios call it, e.g. {@code no-noise}. */
  String name();

  /** Where it does not hold; nothing when it does. The same stretch always gives the same. */
  ImmutableList<Violation> violations(Stretch stretch);
}
