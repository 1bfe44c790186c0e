package dev.espalier.fx.client;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of a component's children goes on as which after a change. Those that stayed the same
 * instance do, wherever they are now. Each of the rest goes on from the one of its kind that it has
 * most in common with. Takes time by the number of children, not its square.
 */
final class Succession {
  /** No child before goes on as this one: it is new. */
  static final int NEW = -1;

  private final List<Component> before;
  private final List<Component> after;
  private final int[] sources;
  private final boolean[] taken;

  private Succession(List<Component> before, List<Component> after) {
    this.before = before;
    this.after = after;
    sources = new int[after.size()];
    taken = new boolean[before.size()];
    Arrays.fill(sources, NEW);
  }

  /** For each child after the change the index of the one it goes on from, or {@link #NEW}. */
  static int[] of(List<Component> before, List<Component> after) {
    Succession succession = new Succession(before, after);
    succession.keepTheSame();
    succession.keepTheLikest();
    succession.keepTheKind();
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
        take(i, same.remove());
      }
    }
  }

  private void take(int successor, int source) {
    sources[successor] = source;
    taken[source] = true;
  }

  /** By how many children they share; a title in common counts as one. */
  private void keepTheLikest() {
    IdentityHashMap<Component, Integer> parents = new IdentityHashMap<>();
    Map<String, Deque<Integer>> titles = new HashMap<>();
    for (int i = 0; i < before.size(); i++) {
      if (!taken[i]) {
        int parent = i;
        before.get(i).children().forEach(child -> parents.put(child.component(), parent));
        titles.computeIfAbsent(before.get(i).title(), _ -> new ArrayDeque<>()).add(i);
      }
    }
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] == NEW) {
        int likest = likest(after.get(i), parents, titles);
        if (likest != NEW) {
          take(i, likest);
        }
      }
    }
  }

  private int likest(
      Component wanted,
      IdentityHashMap<Component, Integer> parents,
      Map<String, Deque<Integer>> titles) {
    Map<Integer, Integer> likeness = new LinkedHashMap<>();
    for (Component.Child child : wanted.children()) {
      Integer parent = parents.get(child.component());
      if (parent != null) {
        likeness.merge(parent, 1, Integer::sum);
      }
    }
    Deque<Integer> namesakes = titles.getOrDefault(wanted.title(), new ArrayDeque<>());
    while (!namesakes.isEmpty() && taken[namesakes.peek()]) {
      namesakes.remove();
    }
    if (!namesakes.isEmpty() && !wanted.title().equals(wanted.type())) {
      likeness.merge(namesakes.peek(), 1, Integer::sum);
    }
    return likeness.entrySet().stream()
        .filter(each -> !taken[each.getKey()] && isOfKind(each.getKey(), wanted))
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(NEW);
  }

  private boolean isOfKind(int source, Component wanted) {
    return before.get(source).kind().equals(wanted.kind());
  }

  private void keepTheKind() {
    Map<String, Deque<Integer>> kinds = new HashMap<>();
    for (int i = 0; i < before.size(); i++) {
      if (!taken[i]) {
        kinds.computeIfAbsent(before.get(i).kind(), _ -> new ArrayDeque<>()).add(i);
      }
    }
    for (int i = 0; i < sources.length; i++) {
      Deque<Integer> alike = kinds.get(after.get(i).kind());
      if (sources[i] == NEW && alike != null && !alike.isEmpty()) {
        take(i, alike.remove());
      }
    }
  }
}
