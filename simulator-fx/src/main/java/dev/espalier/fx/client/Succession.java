package dev.espalier.fx.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;

/**
 * Which of a component's children goes on as which after a change. Those that stayed the same
 * instance do, wherever they are now. Each of the rest goes on from the one of its kind that it has
 * most in common with.
 */
final class Succession {
  /** No child before goes on as this one: it is new. */
  static final int NEW = -1;

  private final List<Component> before;
  private final List<Component> after;
  private final int[] sources;
  private final List<Integer> left = new ArrayList<>();

  private Succession(List<Component> before, List<Component> after) {
    this.before = before;
    this.after = after;
    sources = new int[after.size()];
    Arrays.fill(sources, NEW);
  }

  /** For each child after the change the index of the one it goes on from, or {@link #NEW}. */
  static int[] of(List<Component> before, List<Component> after) {
    Succession succession = new Succession(before, after);
    succession.keepTheSame();
    succession.follow(1);
    succession.follow(0);
    return succession.sources;
  }

  private void keepTheSame() {
    IdentityHashMap<Component, Deque<Integer>> places = new IdentityHashMap<>();
    for (int i = 0; i < before.size(); i++) {
      places.computeIfAbsent(before.get(i), _ -> new ArrayDeque<>()).add(i);
    }
    for (int i = 0; i < sources.length; i++) {
      Deque<Integer> same = places.get(after.get(i));
      if (same != null && !same.isEmpty()) {
        sources[i] = same.remove();
      }
    }
    places.values().forEach(left::addAll);
    left.sort(null);
  }

  private void follow(int leastLikeness) {
    for (int i = 0; i < sources.length && !left.isEmpty(); i++) {
      if (sources[i] == NEW) {
        sources[i] = takeLikest(after.get(i), leastLikeness);
      }
    }
  }

  private int takeLikest(Component wanted, int leastLikeness) {
    int best = NEW;
    int likeness = leastLikeness - 1;
    for (int candidate : left) {
      Component component = before.get(candidate);
      if (component.kind().equals(wanted.kind())) {
        int alike = likeness(component, wanted);
        if (alike > likeness) {
          best = candidate;
          likeness = alike;
        }
        if (leastLikeness == 0) {
          break;
        }
      }
    }
    for (Iterator<Integer> it = left.iterator(); it.hasNext(); ) {
      if (it.next() == best) {
        it.remove();
        break;
      }
    }
    return best;
  }

  /** How many children they share; a title in common counts as one. */
  @SuppressWarnings("ReferenceEquality") // what a patch left alone is the same instance
  private static int likeness(Component one, Component other) {
    int alike = one.title().equals(other.title()) && !one.title().equals(one.type()) ? 1 : 0;
    for (Component.Child child : one.children()) {
      for (Component.Child otherChild : other.children()) {
        if (child.component() == otherChild.component()) {
          alike++;
        }
      }
    }
    return alike;
  }
}
