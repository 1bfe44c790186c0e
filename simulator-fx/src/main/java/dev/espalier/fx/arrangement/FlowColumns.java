package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.environment.QueryServer;
import dev.espalier.fx.arrangement.Arrangement.Band;
import dev.espalier.fx.arrangement.Arrangement.Column;
import dev.espalier.fx.arrangement.Siblings.Group;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columns in the order in which a change runs, and a band for each session; between the bands what
 * several sessions share. Whoever has no part in it stands aside, below.
 */
final class FlowColumns {
  private static final ImmutableList<String> COLUMNS =
      ImmutableList.of("MongoDB", "CS", "SCM", "Q", "W", "UIBuilder", "Client");
  private static final int[] CENTRES = {40, 120, 200, 312, 456, 592, 688};
  private static final int WIDTH = 736;
  private static final int ROW = 56;
  private static final int TOP = 40;
  private static final int BAND_HEAD = 32;
  private static final int BAND_GAP = 16;
  private static final int BAND_LEFT = 160;
  private static final int ASIDE_ROW = 32;
  private static final String SHARED = "";

  private final Map<Key, Box> boxes = new LinkedHashMap<>();
  private final Map<String, List<ProcessAt>> bySession = new LinkedHashMap<>();
  private final List<ProcessAt> streams = new ArrayList<>();
  private final List<ProcessAt> aside = new ArrayList<>();
  private final List<ProcessAt> queries = new ArrayList<>();
  private final List<ProcessAt> widgets = new ArrayList<>();
  private final List<Band> bands = new ArrayList<>();
  private final ImmutableSet<Key> opened;
  private final Labels labels;
  private double next = TOP;

  FlowColumns(Collection<ProcessAt> processes, ImmutableSet<Key> opened, Labels labels) {
    this.opened = opened;
    this.labels = labels;
    for (ProcessAt process : processes.stream().sorted(Siblings.DESIGN).toList()) {
      switch (process.kind()) {
        case "CS" -> streams.add(process);
        case "Q" -> queries.add(process);
        case "W" -> widgets.add(process);
        case "SCM", "UIBuilder", "Client" ->
            bySession.computeIfAbsent(key(process), _ -> new ArrayList<>()).add(process);
        default -> aside.add(process);
      }
    }
  }

  private static String key(ProcessAt process) {
    return process.name() == null ? process.pid().toString() : process.name().key();
  }

  Arrangement arranged() {
    List<String> sessions = bySession.keySet().stream().sorted().toList();
    if (sessions.size() > Arrangement.MOST_SIBLINGS) {
      folded(sessions);
    } else {
      int half = (sessions.size() + 1) / 2;
      sessions.subList(0, half).forEach(this::band);
      shared();
      sessions.subList(half, sessions.size()).forEach(this::band);
    }
    double middle = Arrangement.onGrid((TOP + next - BAND_GAP) / 2 - Box.HEIGHT);
    put(database(middle));
    for (ProcessAt stream : streams) {
      put(Box.of(stream, "", true, false, at(1, stream.kind()), middle));
    }
    List<Edge> edges = edges();
    aside();
    return Arrangement.of(boxes.values(), edges, columns(), bands);
  }

  private static ImmutableList<Column> columns() {
    ImmutableList.Builder<Column> columns = ImmutableList.builder();
    for (int i = 0; i < CENTRES.length; i++) {
      columns.add(new Column(COLUMNS.get(i), CENTRES[i]));
    }
    return columns.build();
  }

  private static double at(int column, String title) {
    return CENTRES[column] - Box.widthOf(title) / 2;
  }

  private static Box database(double y) {
    String title = "MongoDB";
    return new Box(
        new Key.MongoDb(),
        Role.DATABASE,
        title,
        "",
        true,
        false,
        at(0, title),
        y,
        Box.widthOf(title),
        ImmutableList.of());
  }

  private void put(Box box) {
    boxes.put(box.key(), box);
  }

  /** Too many sessions to be drawn: a block in each column. */
  private void folded(List<String> sessions) {
    List<ProcessAt> members =
        sessions.stream()
            .flatMap(session -> bySession.getOrDefault(session, List.of()).stream())
            .toList();
    for (Group group : Siblings.folded(members, "sessions", ImmutableSet.of())) {
      String title = "%s × %,d".formatted(group.kind(), group.members().size());
      put(group.block(false, at(COLUMNS.indexOf(group.kind()), title), next));
    }
    rows(queries, widgets, "sessions");
    next += BAND_GAP;
  }

  private void band(String session) {
    double top = next;
    next += BAND_HEAD;
    List<ProcessAt> own = bySession.getOrDefault(session, List.of());
    rows(of(queries, session), of(widgets, session), session);
    next = Math.max(next, top + BAND_HEAD + ROW);
    double middle = Arrangement.onGrid((top + BAND_HEAD + next - ROW) / 2);
    for (ProcessAt process : own) {
      String title = process.kind();
      put(
          Box.of(
              process,
              title.equals("Client") ? session : "",
              true,
              false,
              at(COLUMNS.indexOf(title), title),
              middle));
    }
    bands.add(new Band("session " + session, BAND_LEFT, top, WIDTH - BAND_LEFT, next - top));
    next += BAND_GAP;
  }

  private void shared() {
    List<ProcessAt> sharedQueries = of(queries, SHARED);
    List<ProcessAt> sharedWidgets = of(widgets, SHARED);
    if (!sharedQueries.isEmpty() || !sharedWidgets.isEmpty()) {
      next += Arrangement.GRID;
      rows(sharedQueries, sharedWidgets, "shared");
      next += BAND_GAP;
    }
  }

  /** Those that only this session uses; for {@link #SHARED} those that several or none do. */
  private static List<ProcessAt> of(List<ProcessAt> processes, String session) {
    return processes.stream().filter(process -> session.equals(user(process))).toList();
  }

  private static String user(ProcessAt process) {
    Set<String> sessions = new LinkedHashSet<>();
    process.groups().stream()
        .filter(group -> group.kind().equals("q") || group.kind().equals("w"))
        .forEach(group -> sessions.add(group.key()));
    return sessions.size() == 1 ? sessions.iterator().next() : SHARED;
  }

  /** Each Q with its Ws beside it, then the Ws that have none here. */
  private void rows(List<ProcessAt> theQueries, List<ProcessAt> theWidgets, String place) {
    List<Group> widgetGroups = new ArrayList<>(Siblings.folded(theWidgets, place, opened));
    for (Group query : Siblings.folded(theQueries, place, opened)) {
      List<Group> users = widgetGroups.stream().filter(widget -> uses(widget, query)).toList();
      widgetGroups.removeAll(users);
      row(query, 3, next);
      double y = next;
      for (Group widget : users) {
        row(widget, 4, y);
        y += ROW;
      }
      next = Math.max(next + ROW, y);
    }
    for (Group widget : widgetGroups) {
      row(widget, 4, next);
      next += ROW;
    }
  }

  private static boolean uses(Group widget, Group query) {
    return !widget.isBlock()
        && !query.isBlock()
        && query.members().getFirst().state() instanceof QueryServer.State state
        && state.widgets().containsKey(widget.members().getFirst().pid());
  }

  private void row(Group group, int column, double y) {
    if (group.isBlock()) {
      String title = "%s × %,d".formatted(group.kind(), group.members().size());
      put(group.block(false, at(column, title), y));
    } else {
      ProcessAt process = group.members().getFirst();
      put(Box.of(process, labels.of(process), true, false, at(column, group.kind()), y));
    }
  }

  private void aside() {
    double x = 0;
    double y = next + Arrangement.GRID;
    double top = y;
    for (Group group : Siblings.folded(aside, "aside", opened)) {
      Box box =
          group.isBlock()
              ? group.block(true, x, y)
              : Box.of(group.members().getFirst(), asideLabel(group), false, true, x, y);
      if (x > 0 && box.right() + Labels.besideWidth(box) > WIDTH) {
        x = 0;
        y += ASIDE_ROW;
        box = moved(box, x, y);
      }
      put(box);
      x = box.right() + Labels.besideWidth(box) + 2 * Arrangement.GRID;
    }
    next = Math.max(top, y) + ASIDE_ROW;
  }

  /** The environment goes without saying. */
  private String asideLabel(Group group) {
    ProcessAt process = group.members().getFirst();
    return process.kind().equals("MS") ? "" : labels.of(process);
  }

  private static Box moved(Box box, double x, double y) {
    return new Box(
        box.key(),
        box.role(),
        box.title(),
        box.label(),
        box.labelBelow(),
        box.aside(),
        x,
        y,
        box.width(),
        box.stands());
  }

  private List<Edge> edges() {
    Set<Edge> edges = new LinkedHashSet<>();
    for (ProcessAt stream : streams) {
      connect(edges, boxes.get(new Key.MongoDb()), box(stream.identity()));
      for (Box manager : boxesOf("SCM")) {
        connect(edges, box(stream.identity()), manager);
      }
    }
    for (ProcessAt query : queries) {
      query.groups().stream()
          .filter(group -> group.kind().equals("q"))
          .forEach(group -> connect(edges, member(group.key(), "SCM"), box(query.identity())));
      for (ProcessAt widget : widgets) {
        if (query.state() instanceof QueryServer.State state
            && state.widgets().containsKey(widget.pid())) {
          connect(edges, box(query.identity()), box(widget.identity()));
        }
      }
    }
    for (ProcessAt widget : widgets) {
      widget.groups().stream()
          .filter(group -> group.kind().equals("w"))
          .forEach(
              group -> connect(edges, box(widget.identity()), member(group.key(), "UIBuilder")));
    }
    bySession
        .keySet()
        .forEach(
            session -> connect(edges, member(session, "UIBuilder"), member(session, "Client")));
    return List.copyOf(edges);
  }

  private List<Box> boxesOf(String kind) {
    return boxes.values().stream()
        .filter(box -> box.title().equals(kind) || box.title().startsWith(kind + " ×"))
        .toList();
  }

  private @Nullable Box member(String session, String kind) {
    return bySession.getOrDefault(session, List.of()).stream()
        .filter(process -> process.kind().equals(kind))
        .findFirst()
        .map(process -> box(process.identity()))
        .orElse(null);
  }

  private @Nullable Box box(Address identity) {
    Box own = boxes.get(new Key.One(identity));
    if (own != null) {
      return own;
    }
    return boxes.values().stream()
        .filter(box -> box.stands().contains(identity))
        .findFirst()
        .orElse(null);
  }

  private static void connect(Set<Edge> edges, @Nullable Box from, @Nullable Box to) {
    if (from != null && to != null) {
      edges.add(Edge.across(from, to));
    }
  }
}
