package dev.espalier.fx.words;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value as a tree, with what has become of each part of it since it was another. Only what is not
 * the same is looked into.
 */
public final class ComparedNode {

  /** What has become of a part. */
  public enum Mark {
    SAME,
    NEW,
    GONE,
    CHANGED,
    /** It is another because of what is inside. */
    CHANGED_INSIDE
  }

  private final StateNode node;
  private final Mark mark;
  private final @Nullable String before;
  private @Nullable ImmutableList<ComparedNode> children;

  private ComparedNode(
      StateNode node,
      Mark mark,
      @Nullable String before,
      @Nullable ImmutableList<ComparedNode> children) {
    this.node = node;
    this.mark = mark;
    this.before = before;
    this.children = children;
  }

  /** A value that nothing is compared with. */
  public static ComparedNode of(StateNode node) {
    return whole(node, Mark.SAME);
  }

  private static ComparedNode whole(StateNode node, Mark mark) {
    return new ComparedNode(node, mark, null, null);
  }

  /** What a value has become. */
  public static ComparedNode between(StateNode before, StateNode now) {
    if (now.isSameAs(before)) {
      return of(now);
    }
    if ((now.isLeaf() && before.isLeaf()) || now.isList() != before.isList()) {
      return now.text().equals(before.text())
          ? of(now)
          : new ComparedNode(now, Mark.CHANGED, before.text(), null);
    }
    ImmutableList<ComparedNode> inside = now.isList() ? aligned(before, now) : matched(before, now);
    return inside.stream().allMatch(each -> each.mark == Mark.SAME)
            && now.text().equals(before.text())
        ? of(now)
        : new ComparedNode(now, Mark.CHANGED_INSIDE, null, inside);
  }

  private static ImmutableList<ComparedNode> matched(StateNode before, StateNode now) {
    Map<String, StateNode> gone = new LinkedHashMap<>();
    before.children().forEach(child -> gone.put(child.name(), child));
    ImmutableList.Builder<ComparedNode> inside = ImmutableList.builder();
    for (StateNode child : now.children()) {
      StateNode former = gone.remove(child.name());
      inside.add(former == null ? whole(child, Mark.NEW) : between(former, child));
    }
    gone.values().forEach(child -> inside.add(whole(child, Mark.GONE)));
    return inside.build();
  }

  /** What is the same at the beginning and at the end is not news though its index has changed. */
  private static ImmutableList<ComparedNode> aligned(StateNode before, StateNode now) {
    List<StateNode> old = before.children();
    List<StateNode> young = now.children();
    int shorter = Math.min(old.size(), young.size());
    int head = 0;
    while (head < shorter && young.get(head).isSameAs(old.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && young.get(young.size() - 1 - tail).isSameAs(old.get(old.size() - 1 - tail))) {
      tail++;
    }
    int both = shorter - tail;
    List<ComparedNode> inside = new ArrayList<>();
    for (int i = 0; i < young.size(); i++) {
      inside.add(
          i < head || i >= young.size() - tail
              ? of(young.get(i))
              : i < both ? between(old.get(i), young.get(i)) : whole(young.get(i), Mark.NEW));
    }
    int place = young.size() - tail;
    for (int i = both; i < old.size() - tail; i++) {
      inside.add(place++, whole(old.get(i), Mark.GONE));
    }
    return ImmutableList.copyOf(inside);
  }

  public StateNode node() {
    return node;
  }

  public Mark mark() {
    return mark;
  }

  /** What it was, when it is simply another now. */
  public @Nullable String before() {
    return before;
  }

  public boolean isLeaf() {
    return node.isLeaf();
  }

  /** What is inside, and what was inside and has gone. */
  public ImmutableList<ComparedNode> children() {
    ImmutableList<ComparedNode> known = children;
    if (known == null) {
      Mark inherited = mark == Mark.NEW || mark == Mark.GONE ? mark : Mark.SAME;
      known =
          node.children().stream()
              .map(child -> whole(child, inherited))
              .collect(ImmutableList.toImmutableList());
      children = known;
    }
    return known;
  }
}
