package dev.espalier.fx.arrangement;

import static dev.espalier.fx.arrangement.Arrangement.GRID;

import com.google.common.collect.ImmutableBiMap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.Multimaps;
import dev.espalier.fx.arrangement.Arrangement.Heading;
import dev.espalier.fx.arrangement.Siblings.Group;
import dev.espalier.fx.timeline.ProcessAt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

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
          .put("Crons", "app and events")
          .put("Supervisor", "supervisors")
          .put("Environment.Managers", "supervisors")
          .put("Environment.Supervisor", "supervisors")
          .put("QDS", "supervisors")
          .put("WDS", "supervisors")
          .put("Session.Managers", "supervisors")
          .put("RDS", "supervisors")
          .put("Endpoint", "real clients")
          .put("SessionMonitor", "real clients")
          .put("Clients", "real clients")
          .put("Sockets", "real clients")
          .put("Socket", "real clients")
          .put("AppChannel", "real clients")
          .put("RoutesChannel", "real clients")
          .put("RouteChannel", "real clients")
          .buildOrThrow();

  private static final ImmutableList<String> ORDER =
      ImmutableSet.<String>builder().addAll(HEADINGS.values()).add(OTHERS).build().asList();

  /** Who comes and goes, and whom it always stands beside. */
  private static final ImmutableBiMap<String, String> STARTED_BY =
      ImmutableBiMap.of("MS", "MSDS", "MT", "MTDS");

  /** Boxes under a heading. */
  record Shelf(String heading, List<List<Group>> rows) {
    private static Shelf of(String heading, List<Group> groups, double wide) {
      List<List<Group>> rows = new ArrayList<>();
      for (Group group : groups) {
        boolean goesOn =
            STARTED_BY.containsKey(group.kind())
                || (!rows.isEmpty() && roomOf(rows.getLast()) + GRID + widthOf(group) <= wide);
        if (!goesOn || rows.isEmpty()) {
          rows.add(new ArrayList<>());
        }
        rows.getLast().add(group);
      }
      return new Shelf(heading, rows);
    }

    double width() {
      double widest = rows.stream().mapToDouble(Shelves::widthOf).max().orElse(0);
      return Arrangement.onGrid(Math.max(Labels.width(heading), widest));
    }

    double height() {
      return HEADING + (double) ROW * rows.size();
    }
  }

  private static double widthOf(Group group) {
    return Box.widthOf(group.isBlock() ? group.title() : group.kind());
  }

  /** With room for whom the last of them starts, so that nobody moves when that one comes. */
  private static double roomOf(List<Group> row) {
    String started = STARTED_BY.inverse().get(row.getLast().kind());
    return widthOf(row) + (started == null ? 0 : GRID + Box.widthOf(started));
  }

  private static double widthOf(List<Group> row) {
    return row.stream().mapToDouble(group -> widthOf(group) + GRID).sum() - GRID;
  }

  /** Short boxes share a row where it gets no wider than a long one. */
  static Shelves of(
      Key key, String title, List<ProcessAt> processes, Folding folding, boolean isUpright) {
    ListMultimap<String, Group> byHeading =
        MultimapBuilder.treeKeys(Comparator.<String>comparingInt(ORDER::indexOf))
            .arrayListValues()
            .build();
    Siblings.folded(processes, title, MOST_IN_A_ROW, folding)
        .forEach(group -> byHeading.put(HEADINGS.getOrDefault(group.kind(), OTHERS), group));
    double widest = widest(byHeading.values());
    List<Shelf> shelves = new ArrayList<>();
    Multimaps.asMap(byHeading)
        .forEach((heading, groups) ->
            shelves.add(Shelf.of(heading, groups, isUpright ? widest : widest(groups))));
    return new Shelves(key, title, shelves, isUpright);
  }

  private static double widest(Collection<Group> groups) {
    return groups.stream().mapToDouble(Shelves::widthOf).max().orElse(0);
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
    return Band.HEAD + GRID + (isUpright ? all : highest);
  }

  void put(Plan plan, double x, double y, double width, double height) {
    plan.put(new Band(key, title, "", Band.Fold.FIXED, x, y, width, height));
    double left = x + INSET;
    double top = y + Band.HEAD + GRID;
    for (Shelf shelf : shelves) {
      plan.put(new Heading(shelf.heading(), "", left, top, false));
      double row = top + HEADING - GRID;
      for (List<Group> groups : shelf.rows()) {
        double next = left;
        for (Group group : groups) {
          Box box =
              group.isBlock()
                  ? plan.block(group, true, next, row)
                  : Box.beside(group.first(), "", true, next, row);
          next = plan.put(box).right() + GRID;
        }
        row += ROW;
      }
      left += isUpright ? 0 : shelf.width() + GAP;
      top += isUpright ? shelf.height() : 0;
    }
  }
}
