package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableMap;
import dev.espalier.fx.arrangement.Arrangement.Heading;
import dev.espalier.fx.arrangement.Siblings.Group;
import dev.espalier.fx.timeline.ProcessAt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is not on the way of data, in a band: columns of boxes under a heading each, beside or over
 * one another.
 *
 * @param isUpright whether they stand over one another
 */
record Shelves(Key key, String title, List<Shelf> shelves, boolean isUpright) {
  private static final int ROW = 32;
  private static final int GAP = 24;
  private static final int INSET = 16;
  private static final int HEADING = 28;

  /** How much wider than a label a title is. */
  private static final double BOLD = 1.25;

  private static final int MOST_IN_A_ROW = 3;
  private static final String OTHERS = "others";

  /** Under which heading a kind stands; the headings in their order. */
  private static final ImmutableMap<String, String> HEADINGS =
      ImmutableMap.<String, String>builder()
          .put("Repo", "database")
          .put("MSDS", "database")
          .put("MS", "database")
          .put("MTDS", "database")
          .put("MT", "database")
          .put("ManifestHandler", "app and events")
          .put("Environment.EventHandler", "app and events")
          .put("Event.OnEnvStart", "app and events")
          .put("Environment.Agent.Token", "app and events")
          .put("Supervisor", "supervisors")
          .put("Environment.Managers", "supervisors")
          .put("Environment.Supervisor", "supervisors")
          .put("QDS", "supervisors")
          .put("WDS", "supervisors")
          .put("Session.Managers", "supervisors")
          .buildOrThrow();

  /** Boxes under a heading. */
  record Shelf(String heading, List<List<Group>> rows) {
    double width() {
      double widest = Labels.width(heading);
      for (List<Group> row : rows) {
        double width = -Arrangement.GRID;
        for (Group group : row) {
          width += Box.widthOf(title(group)) + Arrangement.GRID;
        }
        widest = Math.max(widest, width);
      }
      return Arrangement.onGrid(widest);
    }

    double height() {
      return HEADING + (double) ROW * rows.size();
    }
  }

  private static String title(Group group) {
    return group.isBlock() ? group.title() : group.kind();
  }

  static Shelves of(
      Key key, String title, List<ProcessAt> processes, Folding folding, boolean isUpright) {
    Map<String, Shelf> shelves = new LinkedHashMap<>();
    for (Group group : Siblings.folded(processes, title, MOST_IN_A_ROW, folding)) {
      String heading = HEADINGS.getOrDefault(group.kind(), OTHERS);
      List<List<Group>> rows =
          shelves.computeIfAbsent(heading, _ -> new Shelf(heading, new ArrayList<>())).rows();
      boolean goesOn = group.kind().equals("MS") || group.kind().equals("MT");
      if (rows.isEmpty() || !goesOn) {
        rows.add(new ArrayList<>());
      }
      rows.getLast().add(group);
    }
    List<String> order = HEADINGS.values().stream().distinct().toList();
    return new Shelves(
        key,
        title,
        shelves.values().stream()
            .sorted(Comparator.comparingInt(shelf -> order.indexOf(shelf.heading())))
            .toList(),
        isUpright);
  }

  double width() {
    double widest = shelves.stream().mapToDouble(Shelf::width).max().orElse(0);
    double all = shelves.stream().mapToDouble(shelf -> shelf.width() + GAP).sum() - GAP;
    double titled = Labels.width(title) * BOLD;
    return Arrangement.onGrid(2 * INSET + Math.max(titled, isUpright ? widest : all));
  }

  double height() {
    double highest = shelves.stream().mapToDouble(Shelf::height).max().orElse(0);
    double all = shelves.stream().mapToDouble(Shelf::height).sum();
    return Band.HEAD + Arrangement.GRID + (isUpright ? all : highest);
  }

  void put(Plan plan, double x, double y, double width, double height) {
    plan.put(new Band(key, title, "", Band.Fold.FIXED, x, y, width, height));
    double left = x + INSET;
    double top = y + Band.HEAD + Arrangement.GRID;
    for (Shelf shelf : shelves) {
      plan.put(new Heading(shelf.heading(), "", left, top, false));
      double row = top + HEADING - Arrangement.GRID;
      for (List<Group> groups : shelf.rows()) {
        double next = left;
        for (Group group : groups) {
          Box box =
              group.isBlock()
                  ? plan.block(group, true, next, row)
                  : Box.beside(group.first(), "", true, next, row);
          next = plan.put(box).right() + Arrangement.GRID;
        }
        row += ROW;
      }
      left += isUpright ? 0 : shelf.width() + GAP;
      top += isUpright ? shelf.height() : 0;
    }
  }
}
