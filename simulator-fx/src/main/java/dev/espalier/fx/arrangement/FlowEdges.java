package dev.espalier.fx.arrangement;

import dev.espalier.fx.timeline.Cast;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Address;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The way of data between the boxes of an environment. */
final class FlowEdges {
  private final Plan plan;
  private final Columns columns;
  private final Household home;
  private final Cast cast;
  private final Set<Address> gridded;

  /**
   * @param gridded who stands in a grid, from which edges go nowhere else
   */
  FlowEdges(Plan plan, Columns columns, Household home, Cast cast, Set<Address> gridded) {
    this.plan = plan;
    this.columns = columns;
    this.home = home;
    this.cast = cast;
    this.gridded = gridded;
  }

  void put(List<String> sessions) {
    for (String session : sessions) {
      for (ProcessAt manager : home.members(session, "SCM")) {
        for (ProcessAt stream : home.streams()) {
          connect(stream, manager, columns.toManagers());
        }
      }
      for (ProcessAt builder : home.members(session, "UIBuilder")) {
        for (ProcessAt client : home.members(session, "Client")) {
          connect(builder, client, Double.NaN);
        }
      }
    }
    home.queries().values().forEach(queries -> queries.forEach(this::edgesOfQuery));
    home.widgets().values().forEach(widgets -> widgets.forEach(this::edgesOfWidget));
  }

  private void edgesOfQuery(ProcessAt query) {
    for (String session : sessionsOf(query, "q")) {
      for (ProcessAt manager : home.members(session, "SCM")) {
        connect(manager, query, columns.toQueries());
      }
    }
    for (Address reader : cast.readers().get(query.identity())) {
      ProcessAt widget = cast.members().get(reader);
      if (widget != null) {
        connect(query, widget, columns.toWidgets());
      }
    }
  }

  private void edgesOfWidget(ProcessAt widget) {
    for (String session : sessionsOf(widget, "w")) {
      for (ProcessAt builder : home.members(session, "UIBuilder")) {
        connect(widget, builder, columns.toBuilders());
      }
    }
  }

  private Set<String> sessionsOf(ProcessAt process, String kind) {
    Set<String> sessions = new HashSet<>();
    for (var group : cast.groups().get(process.identity())) {
      if (group.kind().equals(kind)) {
        sessions.add(group.key());
      }
    }
    return sessions;
  }

  /**
   * @param turn where it goes up or down
   */
  private void connect(ProcessAt from, ProcessAt to, double turn) {
    Box left = plan.box(from.identity());
    Box right = plan.box(to.identity());
    if (left == null || right == null || left.key().equals(right.key())) {
      return;
    }
    boolean inGrid = gridded.contains(from.identity()) || gridded.contains(to.identity());
    boolean isNear = left.y() == right.y() && right.x() > left.x();
    if (inGrid && !isNear) {
      return;
    }
    boolean isOut = Double.isNaN(turn) || turn <= left.right() || turn >= right.x();
    plan.put(isOut ? Edge.across(left, right) : Edge.through(left, right, turn));
  }
}
