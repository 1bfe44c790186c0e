package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import org.jspecify.annotations.Nullable;

/**
 * What is folded up and what is not, where that is not left to how much there is.
 *
 * @param opened shown with all that is in it
 * @param closed shown as one
 * @param followed the session whose way alone is of interest; none when all are
 */
public record Folding(
    ImmutableSet<Key> opened, ImmutableSet<Key> closed, @Nullable String followed) {
  public static final Folding NONE = new Folding(ImmutableSet.of(), ImmutableSet.of(), null);

  /**
   * @param otherwise whether it is open when nobody has said anything
   */
  boolean isOpen(Key key, boolean otherwise) {
    return opened.contains(key) || (otherwise && !closed.contains(key));
  }

  public Folding open(Key key) {
    return new Folding(
        Sets.union(opened, ImmutableSet.of(key)).immutableCopy(),
        Sets.difference(closed, ImmutableSet.of(key)).immutableCopy(),
        followed);
  }

  public Folding close(Key key) {
    return new Folding(
        Sets.difference(opened, ImmutableSet.of(key)).immutableCopy(),
        Sets.union(closed, ImmutableSet.of(key)).immutableCopy(),
        followed);
  }

  public Folding follow(@Nullable String session) {
    return new Folding(opened, closed, session);
  }
}
