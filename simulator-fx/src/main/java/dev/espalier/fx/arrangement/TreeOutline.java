package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.arrangement.Siblings.Group;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Address;
import dev.espalier.otp.Pid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tree as an outline: a row a process, children indented under their supervisor. Where a column
 * becomes too tall, the next subtree of an environment begins another.
 */
final class TreeOutline {
  private static final int ROW = 32;
  private static final int INDENT = 24;
  private static final int SPINE = 12;
  private static final int GUTTER = 48;
  private static final int DEEPEST_BREAK = 5;

  private final Map<Key, Box> boxes = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Map<String, List<ProcessAt>> children = new HashMap<>();
  private final List<ProcessAt> roots = new ArrayList<>();
  private final ImmutableSet<Key> opened;
  private final double tallest;
  private final Labels labels;
  private double left;
  private double right;
  private double next;

  TreeOutline(
      Collection<ProcessAt> processes, ImmutableSet<Key> opened, double tallest, Labels labels) {
    this.opened = opened;
    this.tallest = tallest;
    this.labels = labels;
    Map<Pid, ProcessAt> known =
        processes.stream().collect(Collectors.toMap(ProcessAt::pid, Function.identity()));
    for (ProcessAt process : processes) {
      ProcessAt parent = process.parent() == null ? null : known.get(process.parent());
      if (parent == null) {
        roots.add(process);
      } else {
        children.computeIfAbsent(place(parent), _ -> new ArrayList<>()).add(process);
      }
    }
  }

  private static String place(ProcessAt supervisor) {
    return supervisor.identity().toString();
  }

  Arrangement arranged() {
    for (Group root : Siblings.folded(roots, "", opened)) {
      place(root, null, 0);
    }
    return Arrangement.of(boxes.values(), edges, ImmutableList.of(), ImmutableList.of());
  }

  /** An outline is as deep as the design is, so that recursion is safe. */
  private void place(Group group, @Nullable Box parent, int depth) {
    List<Group> below =
        group.isBlock()
            ? List.of()
            : Siblings.folded(
                children.getOrDefault(place(group.members().getFirst()), List.of()),
                place(group.members().getFirst()),
                opened);
    if (next > 0 && depth <= DEEPEST_BREAK && next + ROW * (1 + below.size()) > tallest) {
      breakColumn();
    }
    Box box = box(group, left + (double) INDENT * indent(depth), next);
    boxes.put(box.key(), box);
    next += ROW;
    right = Math.max(right, box.right() + Labels.besideWidth(box));
    if (parent != null) {
      edges.add(edge(parent, box));
    }
    below.forEach(child -> place(child, box, depth + 1));
  }

  /** Later columns begin with what is deep in the tree; they need not be indented as deeply. */
  private int indent(int depth) {
    return left == 0 ? depth : Math.max(0, depth - 3);
  }

  private void breakColumn() {
    left = Arrangement.onGrid(right + GUTTER);
    right = left;
    next = 0;
  }

  private Box box(Group group, double x, double y) {
    if (!group.isBlock()) {
      ProcessAt process = group.members().getFirst();
      return Box.of(process, labels.of(process), false, false, x, y);
    }
    Box block = group.block(false, x, y);
    Set<Address> all = new LinkedHashSet<>(block.stands());
    group.members().forEach(member -> addBelow(all, member));
    return new Box(
        block.key(),
        block.role(),
        block.title(),
        "",
        false,
        false,
        x,
        y,
        block.width(),
        ImmutableList.copyOf(all));
  }

  /** A block stands for everything below its members too. */
  private void addBelow(Set<Address> all, ProcessAt process) {
    for (ProcessAt child : children.getOrDefault(place(process), List.of())) {
      all.add(child.identity());
      addBelow(all, child);
    }
  }

  private Edge edge(Box parent, Box child) {
    double spine = parent.x() + SPINE;
    if (child.y() > parent.y() && child.x() < parent.x() + 2 * INDENT) {
      return new Edge(
          parent.key(),
          child.key(),
          ImmutableList.of(
              new Corner(spine, parent.bottom()),
              new Corner(spine, child.centreY()),
              new Corner(child.x(), child.centreY())));
    }
    double floor = lowestSince(parent) + Arrangement.GRID;
    double gutter = left - SPINE;
    return new Edge(
        parent.key(),
        child.key(),
        ImmutableList.of(
            new Corner(spine, parent.bottom()),
            new Corner(spine, floor),
            new Corner(gutter, floor),
            new Corner(gutter, child.centreY()),
            new Corner(child.x(), child.centreY())));
  }

  /** The lower end of the columns left of the one that is being filled. */
  private double lowestSince(Box parent) {
    return boxes.values().stream()
        .filter(box -> box.x() >= parent.x() && box.x() < left)
        .mapToDouble(Box::bottom)
        .max()
        .orElse(parent.bottom());
  }
}
