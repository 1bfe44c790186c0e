package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.arrangement.Siblings.Group;
import dev.espalier.fx.timeline.Cast;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The way of data in one environment: a band for each session, between them what several sessions
 * share. Where there are many, a session is a line; where there are very many, all are a block.
 */
final class FlowArea {
  /** So many sessions are shown with all that is in them; more as lines. */
  static final int MOST_OPEN = 4;

  /** So many sessions have a line each; more are a block. */
  static final int MOST_LINES = 60;

  /** So many Qs or Ws of a place are drawn one by one; more are a block. */
  private static final int MOST_ROWS = 12;

  private static final int ROW = 48;
  private static final int SUPPORT_ROW = 32;
  private static final int LINE = 64;
  private static final int GAP = 16;
  private static final int INSET = 16;
  private static final int LONGEST_USER = 12;
  private static final int LONGEST_SESSION = 32;
  private static final ImmutableList<String> CORE = ImmutableList.of("SCM", "UIBuilder", "Client");

  /** Whoever keeps a session going as long as it lives. */
  private static final ImmutableList<String> SUPPORT =
      ImmutableList.of("Session.Supervisor", "Session.Agent.Token", "Session.EventHandler");

  private final Plan plan;
  private final Columns columns;
  private final Household home;
  private final Cast cast;
  private final Folding folding;
  private final Room room;
  private final Labels labels;

  /** Sessions that stand in a grid, from which edges go nowhere else. */
  private final Set<Address> gridded = new HashSet<>();

  private double next;

  FlowArea(
      Plan plan,
      Columns columns,
      Household home,
      Cast cast,
      Folding folding,
      Room room,
      Labels labels) {
    this.plan = plan;
    this.columns = columns;
    this.home = home;
    this.cast = cast;
    this.folding = folding;
    this.room = room;
    this.labels = labels;
  }

  /** How wide a session's band is at least: its support stands in one row. */
  static double leastBand() {
    return SUPPORT.stream().mapToDouble(kind -> Box.widthOf(kind) + Arrangement.GRID).sum()
        + 2 * INSET;
  }

  /** Puts it down from {@code y} on; where it ends. */
  double put(double y) {
    next = y;
    List<String> sessions = List.copyOf(home.sessions().keySet());
    if (sessions.size() > MOST_LINES) {
      many(sessions);
      shared();
    } else {
      int half = (sessions.size() + 1) / 2;
      sessions.subList(0, half).forEach(this::session);
      shared();
      sessions.subList(half, sessions.size()).forEach(this::session);
    }
    next = Math.max(next, y + 2 * ROW);
    double middle = Arrangement.onGrid((y + next - GAP) / 2);
    Box database = Flow.database(home.id(), middle - 28, columns);
    plan.put(database);
    for (int i = 0; i < home.streams().size(); i++) {
      ProcessAt stream = home.streams().get(i);
      Box box =
          plan.put(
              Box.above(stream, "", columns.x("CS"), middle - Box.HEIGHT / 2.0 + (double) i * ROW));
      plan.put(Edge.across(database, box));
    }
    new FlowEdges(plan, columns, home, cast, gridded).put(sessions);
    return next;
  }

  private boolean isOpen(String session, boolean otherwise) {
    String followed = folding.followed();
    return folding.isOpen(
        new Key.OneSession(home.id(), session),
        followed == null ? otherwise : followed.equals(session));
  }

  private void session(String session) {
    if (isOpen(session, home.sessions().size() <= MOST_OPEN)) {
      band(session);
    } else {
      line(session, columns, next);
      next += LINE + Arrangement.GRID;
    }
  }

  // A session with all that is in it.

  private void band(String session) {
    double top = next;
    double first = top + Band.HEAD + 2 * Arrangement.GRID;
    next = first;
    rows(home.queriesOf(session), home.widgetsOf(session), session);
    next = Math.max(next, first + ROW);
    for (String kind : CORE) {
      for (ProcessAt process : home.members(session, kind)) {
        plan.put(Box.above(process, user(process, session), columns.x(kind), first));
      }
    }
    support(session);
    plan.put(
        new Band(
            new Key.OneSession(home.id(), session),
            title(session),
            groups(session),
            Band.Fold.OPEN,
            columns.left(),
            top,
            columns.width(),
            next - top));
    next += GAP;
  }

  /** Whose client it is, unless the session is called so. */
  private static String user(ProcessAt process, String session) {
    if (!(process.state() instanceof Client.State state)) {
      return "";
    }
    String user = state.session().user();
    return user == null
        ? "a guest"
        : user.equals(session) ? "" : Labels.shortened(user, LONGEST_USER);
  }

  private static String title(String session) {
    return "session " + Labels.shortened(session, LONGEST_SESSION);
  }

  private String groups(String session) {
    long queries = members("q", session);
    long widgets = members("w", session);
    return queries + widgets == 0
        ? ""
        : "{q, session} %d · {w, session} %d".formatted(queries, widgets);
  }

  private long members(String kind, String session) {
    return cast.groups().inverse().get(new dev.espalier.otp.Group(kind, session)).size();
  }

  /** Whoever keeps the session going, in rows at the bottom of its band. */
  private void support(String session) {
    double x = columns.left() + INSET;
    double y = next;
    boolean any = false;
    for (ProcessAt process : home.sessions().getOrDefault(session, List.of())) {
      if (CORE.contains(process.kind())) {
        continue;
      }
      double width = Box.widthOf(process.kind());
      if (any && x + width > columns.right() - Arrangement.GRID) {
        x = columns.left() + INSET;
        y += SUPPORT_ROW;
      }
      plan.put(Box.beside(process, "", true, x, y));
      x += width + Arrangement.GRID;
      any = true;
    }
    next = any ? y + SUPPORT_ROW : next;
  }

  // A session as a line.

  private void line(String session, Columns at, double y) {
    Key key = new Key.OneSession(home.id(), session);
    String place = "session " + session;
    double row = y + Band.HEAD + Arrangement.GRID;
    for (String kind : CORE) {
      home.members(session, kind)
          .forEach(process -> plan.put(Box.above(process, "", at.x(kind), row)));
    }
    chip(home.queriesOf(session), "Q", place, key, at, row);
    chip(home.widgetsOf(session), "W", place, key, at, row);
    List<Address> rest =
        home.sessions().getOrDefault(session, List.of()).stream()
            .filter(process -> !CORE.contains(process.kind()))
            .map(ProcessAt::identity)
            .toList();
    if (!rest.isEmpty()) {
      String title = "+ " + rest.size();
      double width = Box.widthOf(title) - Arrangement.GRID;
      plan.put(
          new Box(
              new Key.Many(place, ""),
              Role.SUPERVISOR,
              title,
              "",
              false,
              true,
              at.right() - width - Arrangement.GRID,
              y + 4,
              width,
              Band.HEAD - Arrangement.GRID + 2,
              ImmutableList.copyOf(rest),
              key));
    }
    plan.put(new Band(key, place, "", Band.Fold.CLOSED, at.left(), y, at.width(), LINE));
  }

  /** All of a kind in one box. */
  private void chip(
      List<ProcessAt> processes, String kind, String place, Key key, Columns at, double y) {
    if (processes.size() == 1) {
      plan.put(Box.above(processes.getFirst(), "", at.x(kind), y));
    } else if (!processes.isEmpty()) {
      Group group =
          new Group(new Key.Many(place, kind), kind, ImmutableList.copyOf(processes), false);
      double x = at.x(kind, Box.widthOf(group.title()));
      plan.put(group.block(group.identities(), key, false, x, y));
    }
  }

  // All sessions as a block, or in a grid of lines.

  private void many(List<String> sessions) {
    Key key = new Key.Sessions(home.id());
    List<String> single = sessions.stream().filter(session -> isOpen(session, false)).toList();
    List<String> others = sessions.stream().filter(each -> !single.contains(each)).toList();
    String title = "%,d sessions".formatted(others.size());
    if (folding.isOpen(key, false)) {
      grid(title, key, others);
    } else {
      block(title, key, others);
    }
    single.forEach(this::band);
  }

  private void block(String title, Key key, List<String> sessions) {
    double top = next;
    double row = top + Band.HEAD + Arrangement.GRID;
    for (String kind : List.of("SCM", "Q", "W", "UIBuilder", "Client")) {
      List<ProcessAt> members = new ArrayList<>();
      for (String session : sessions) {
        members.addAll(
            switch (kind) {
              case "Q" -> home.queriesOf(session);
              case "W" -> home.widgetsOf(session);
              default -> home.members(session, kind);
            });
      }
      if (!members.isEmpty()) {
        Group group =
            new Group(new Key.Many(title, kind), kind, ImmutableList.copyOf(members), false);
        double x = columns.x(kind, Box.widthOf(group.title()));
        plan.put(group.block(group.identities(), key, false, x, row));
      }
    }
    List<ProcessAt> rest = new ArrayList<>();
    for (String session : sessions) {
      for (ProcessAt process : home.sessions().getOrDefault(session, List.of())) {
        if (!CORE.contains(process.kind())) {
          rest.add(process);
        }
      }
    }
    double x = columns.left() + INSET;
    double y = row + ROW - Arrangement.GRID;
    for (var entry : Siblings.byKind(rest).entrySet()) {
      Group group =
          new Group(
              new Key.Many(title, entry.getKey()),
              entry.getKey(),
              ImmutableList.copyOf(entry.getValue()),
              false);
      double width = Box.widthOf(group.title());
      if (x + width > columns.right() && x > columns.left() + INSET) {
        x = columns.left() + INSET;
        y += SUPPORT_ROW;
      }
      plan.put(group.block(group.identities(), key, true, x, y));
      x += width + Arrangement.GRID;
    }
    next = y + SUPPORT_ROW;
    plan.put(
        new Band(
            key, title, "", Band.Fold.CLOSED, columns.left(), top, columns.width(), next - top));
    next += GAP;
  }

  private void grid(String title, Key key, List<String> sessions) {
    double top = next;
    double first = top + Band.HEAD + Arrangement.GRID;
    double wide = columns.width() + GAP;
    int across = room.columns(sessions.size(), wide, LINE + Arrangement.GRID);
    int down = (sessions.size() + across - 1) / across;
    double height = first - top + (double) down * (LINE + Arrangement.GRID) + Arrangement.GRID;
    plan.put(
        new Band(key, title, "", Band.Fold.OPEN, columns.left(), top, across * wide + GAP, height));
    for (int i = 0; i < sessions.size(); i++) {
      int column = i / down;
      double x = GAP + column * wide;
      double y = first + (double) (i % down) * (LINE + Arrangement.GRID);
      line(sessions.get(i), columns.moved(x), y);
      home.sessions()
          .getOrDefault(sessions.get(i), List.of())
          .forEach(process -> gridded.add(process.identity()));
    }
    next = top + height + GAP;
  }

  // Qs and Ws.

  private void shared() {
    List<ProcessAt> queries = home.queriesOf(Household.SHARED);
    List<ProcessAt> widgets = home.widgetsOf(Household.SHARED);
    if (!queries.isEmpty() || !widgets.isEmpty()) {
      next += home.sessions().isEmpty() ? 0 : Arrangement.GRID;
      rows(queries, widgets, "shared in " + home.id());
      next += GAP;
    }
  }

  /** Each Q with its Ws beside it, then the Ws that have none here. */
  private void rows(List<ProcessAt> queries, List<ProcessAt> widgets, String place) {
    List<Group> left = new ArrayList<>(Siblings.folded(widgets, place, MOST_ROWS, folding));
    for (Group query : Siblings.folded(queries, place, MOST_ROWS, folding)) {
      List<Group> readers = left.stream().filter(widget -> reads(widget, query)).toList();
      left.removeAll(readers);
      row(query, "Q", next);
      double y = next;
      for (Group widget : readers) {
        row(widget, "W", y);
        y += ROW;
      }
      next = Math.max(next + ROW, y);
    }
    for (Group widget : left) {
      row(widget, "W", next);
      next += ROW;
    }
  }

  private boolean reads(Group widget, Group query) {
    return query.isBlock()
        ? widget.isBlock()
        : !widget.isBlock()
            && cast.readers().containsEntry(query.first().identity(), widget.first().identity());
  }

  private void row(Group group, String column, double y) {
    if (group.isBlock()) {
      plan.put(plan.block(group, false, columns.x(column, Box.widthOf(group.title())), y));
    } else {
      plan.put(Box.above(group.first(), labels.of(group.first()), columns.x(column), y));
    }
  }
}
