package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.arrangement.Arrangement.Heading;
import dev.espalier.fx.timeline.Cast;
import dev.espalier.fx.timeline.ProcessAt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Columns in the order in which a change runs, an area for each environment. What has no part in it
 * stands below, or to the right where there is more room.
 */
final class Flow {
  private static final int TOP = 40;
  private static final int GAP = 16;
  private static final int LEAST_DATABASE = 48;
  private static final int MOST_DATABASE = 12;
  private static final int LONGEST_ENVIRONMENT = 24;

  private Flow() {}

  static Arrangement arrange(Cast cast, Folding folding, Room room, Labels labels) {
    Plan plan = new Plan();
    List<Household> homes = Household.read(cast);
    Columns columns =
        Columns.fitting(
            homes.stream().mapToDouble(home -> databaseWidth(home.id())).max().orElse(0),
            all(homes.stream().map(Household::queries).toList()),
            all(homes.stream().map(Household::widgets).toList()),
            homes.stream().mapToInt(Flow::largestBlock).max().orElse(0),
            labels);
    headings(plan, columns);
    List<Household> environments =
        homes.stream().filter(home -> !home.id().isEmpty() || isFlowing(home)).toList();
    double next = TOP;
    for (Household home : environments) {
      FlowArea area = new FlowArea(plan, columns, home, cast, folding, room, labels);
      next = area.put(next) + GAP;
    }
    next = shelves(plan, columns, homes, folding, room, next);
    for (Siblings.Group block : plan.opened()) {
      int cells = room.columns(block.members().size(), Plan.CELL_WIDTH, Plan.CELL_HEIGHT);
      next += plan.grid(block, cells, 0, next, labels, _ -> List.of()) + GAP;
    }
    return plan.done();
  }

  /** As how many of a kind a block in one of the columns at most stands for; 0 for none. */
  private static int largestBlock(Household home) {
    return home.sessions().size() <= FlowArea.MOST_LINES
        ? 0
        : Math.max(
            home.sessions().size(), home.widgets().values().stream().mapToInt(List::size).sum());
  }

  private static boolean isFlowing(Household home) {
    return !home.streams().isEmpty() || !home.sessions().isEmpty();
  }

  private static List<ProcessAt> all(List<Map<String, List<ProcessAt>>> bySession) {
    return bySession.stream()
        .flatMap(each -> each.values().stream())
        .flatMap(Collection::stream)
        .toList();
  }

  private static double databaseWidth(String id) {
    String title = Labels.shortened(id, MOST_DATABASE);
    return Math.max(LEAST_DATABASE, Box.widthOf(title) - Arrangement.GRID);
  }

  static Box database(String id, double y, Columns columns) {
    double width = databaseWidth(id);
    return new Box(
        new Key.MongoDb(id),
        Role.DATABASE,
        Labels.shortened(id.isEmpty() ? "MongoDB" : id, MOST_DATABASE),
        "",
        true,
        false,
        columns.database() - width / 2,
        y,
        width,
        LEAST_DATABASE + Arrangement.GRID,
        ImmutableList.of(),
        null);
  }

  private static void headings(Plan plan, Columns columns) {
    plan.put(new Heading("MongoDB", "", columns.database(), 0, true));
    plan.put(new Heading("CS", "", columns.stream(), 0, true));
    plan.put(new Heading("SCM", "{scm, env}", columns.manager(), 0, true));
    plan.put(new Heading("Q", "{q, session}", columns.query(), 0, true));
    plan.put(new Heading("W", "{w, session}", columns.widget(), 0, true));
    plan.put(new Heading("UIBuilder", "", columns.builder(), 0, true));
    plan.put(new Heading("Client", "", columns.client(), 0, true));
  }

  /** What is on no way of data: below all, or right of it when all is then drawn larger. */
  private static double shelves(
      Plan plan,
      Columns columns,
      List<Household> homes,
      Folding folding,
      Room room,
      double bottom) {
    List<Shelves> upright = shelves(homes, folding, true);
    double widest = upright.stream().mapToDouble(Shelves::width).max().orElse(0);
    double right = Math.max(columns.right(), plan.right()) + GAP;
    double high = TOP + upright.stream().mapToDouble(each -> each.height() + GAP).sum();
    List<List<Shelves>> rows = rows(shelves(homes, folding, false));
    double wide = Math.max(right - GAP, rows.stream().mapToDouble(Flow::width).max().orElse(0));
    double low = bottom + rows.stream().mapToDouble(row -> height(row) + GAP).sum();
    if (room.scale(right + widest, Math.max(bottom, high)) > room.scale(wide, low)) {
      double y = TOP;
      for (Shelves each : upright) {
        each.put(plan, right, y, widest, each.height());
        y += each.height() + GAP;
      }
      return Math.max(bottom, y);
    }
    double y = bottom;
    for (List<Shelves> row : rows) {
      double x = 0;
      double spare = wide - width(row);
      for (Shelves each : row) {
        each.put(plan, x, y, each.width() + spare, height(row));
        x += each.width() + spare + GAP;
        spare = 0;
      }
      y += height(row) + GAP;
    }
    return y;
  }

  /** What belongs to no environment stands beside the only one, or else below all. */
  private static List<List<Shelves>> rows(List<Shelves> shelves) {
    return shelves.size() == 2 ? List.of(shelves) : shelves.stream().map(List::of).toList();
  }

  private static double width(List<Shelves> row) {
    return row.stream().mapToDouble(each -> each.width() + GAP).sum() - GAP;
  }

  private static double height(List<Shelves> row) {
    return row.stream().mapToDouble(Shelves::height).max().orElse(0);
  }

  private static List<Shelves> shelves(List<Household> homes, Folding folding, boolean isUpright) {
    List<Shelves> shelves = new ArrayList<>();
    for (Household home : homes) {
      if (!home.rest().isEmpty()) {
        Key key = new Key.Environment(home.id());
        String title =
            home.id().isEmpty()
                ? "node"
                : "environment " + Labels.shortened(home.id(), LONGEST_ENVIRONMENT);
        shelves.add(Shelves.of(key, title, home.rest(), folding, isUpright));
      }
    }
    return shelves;
  }
}
