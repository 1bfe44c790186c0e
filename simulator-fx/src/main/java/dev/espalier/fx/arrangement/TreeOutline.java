package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.arrangement.Siblings.Group;
import dev.espalier.fx.timeline.Cast;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Address;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tree as an outline: a row a process, children indented under their supervisor. Where a column
 * becomes too tall, the next subtree of an environment begins another.
 */
final class TreeOutline {
  /** So many siblings of a kind have a row each; more are a block. */
  static final int MOST_SIBLINGS = 16;

  private static final int ROW = 32;
  private static final int INDENT = 24;
  private static final int SPINE = 12;
  private static final int GUTTER = 40;
  private static final int DEEPEST_BREAK = 5;
  private static final int USUAL_WIDTH = 320;
  private static final int FEW_BOXES = 400;
  private static final int MOST_COLUMNS = 6;

  private final Plan plan = new Plan();
  private final Family family;
  private final Room room;
  private final double tallest;
  private final Labels labels;
  private double left;
  private double right;
  private double next;
  private double lowest;

  private TreeOutline(Family family, Room room, double tallest, Labels labels) {
    this.family = family;
    this.room = room;
    this.tallest = tallest;
    this.labels = labels;
  }

  /** In as many columns as it is drawn largest with. */
  static Arrangement arrange(Cast cast, Folding folding, Room room, Labels labels) {
    Family family = new Family(cast, folding);
    int rows = family.rows();
    if (rows > FEW_BOXES) {
      int columns = room.columns(rows, USUAL_WIDTH, ROW);
      return new TreeOutline(family, room, tallest(rows, columns), labels).arranged();
    }
    Arrangement best = Arrangement.EMPTY;
    for (int columns = 1; columns <= MOST_COLUMNS; columns++) {
      Arrangement next = new TreeOutline(family, room, tallest(rows, columns), labels).arranged();
      if (columns == 1
          || room.scale(next.width(), next.height()) > room.scale(best.width(), best.height())) {
        best = next;
      }
    }
    return best;
  }

  private static double tallest(int rows, int columns) {
    return Math.ceil((double) rows / columns + 1) * ROW;
  }

  private Arrangement arranged() {
    for (Group root : family.roots()) {
      place(root, null, 0);
    }
    return plan.done();
  }

  private void place(Group group, @Nullable Box parent, int depth) {
    List<Group> below = family.below(group);
    if (next > 0 && depth <= DEEPEST_BREAK && next + ROW * (1 + below.size()) > tallest) {
      breakColumn();
    }
    Box box = plan.put(box(group, left + (double) INDENT * indent(depth), next));
    next += ROW;
    right = Math.max(right, box.right() + Labels.besideWidth(box));
    if (parent != null) {
      plan.put(edge(parent, box));
    }
    if (group.isOpen()) {
      grid(group, box);
    }
    below.forEach(child -> place(child, box, depth + 1));
    lowest = Math.max(lowest, next);
  }

  private void grid(Group group, Box box) {
    int columns = room.columns(group.members().size(), Plan.CELL_WIDTH, Plan.CELL_HEIGHT);
    next += plan.grid(group, columns, box.x(), next, labels, family::allBelow);
    next += Arrangement.GRID;
    right = Math.max(right, box.x() + (double) (columns + 1) * Plan.CELL_WIDTH);
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
      ProcessAt process = group.first();
      return Box.beside(process, label(process), false, x, y);
    }
    Set<Address> all = new LinkedHashSet<>(group.identities());
    group.members().forEach(member -> all.addAll(family.allBelow(member)));
    return group.block(ImmutableList.copyOf(all), group.key(), false, x, y);
  }

  /** What tells it from others, or else how many it supervises. */
  private String label(ProcessAt process) {
    int children = family.children(process).size();
    return switch (process.kind()) {
      case "Environment.Managers" -> counted(children, "environment", "environments");
      case "Session.Managers" -> counted(children, "session", "sessions");
      case "QDS" -> counted(children, "query", "queries");
      case "WDS" -> counted(children, "view", "views");
      default -> labels.of(process);
    };
  }

  private static String counted(int count, String one, String many) {
    return "%,d %s".formatted(count, count == 1 ? one : many);
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
    double floor = lowest + Arrangement.GRID;
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
}
