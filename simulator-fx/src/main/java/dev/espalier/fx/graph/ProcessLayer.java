package dev.espalier.fx.graph;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.arrangement.Key;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Address;
import dev.espalier.otp.Pid;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** The lower layer: bands, edges, boxes and their labels at a moment. */
final class ProcessLayer {
  private static final double RECEDED = 0.5;
  private static final double THIN = 1.5;
  private static final double UNLIT = 1;
  private static final double LIT = 2;

  private final Pen pen;
  private final Look look;
  private final Arrangement arrangement;
  private final @Nullable Address selected;
  private final Function<Box, Corner> place;
  private final ImmutableMap<Address, ProcessAt> living;
  private final Moment moment;

  ProcessLayer(
      Pen pen,
      Arrangement arrangement,
      Moment moment,
      @Nullable Address selected,
      Function<Box, Corner> place) {
    this.pen = pen;
    this.look = pen.look();
    this.arrangement = arrangement;
    this.moment = moment;
    this.selected = selected;
    this.place = place;
    this.living =
        moment.processes().values().stream()
            .collect(ImmutableMap.toImmutableMap(ProcessAt::identity, process -> process));
  }

  /**
   * @param arrived how far the boxes have glided to their places, from 0 to 1
   */
  void draw(Activity activity, double arrived) {
    pen.clear();
    arrangement.bands().forEach(this::band);
    arrangement
        .columns()
        .forEach(
            column -> pen.title(column.title(), column.x(), 4, look.muted(), TextAlignment.CENTER));
    Set<Key> bright = bright(activity);
    if (arrived >= 1) {
      Set<List<Key>> ways = ways(activity);
      arrangement.edges().stream()
          .filter(edge -> !isLit(edge, ways, bright))
          .forEach(edge -> pen.line(edge.corners(), look.line(), UNLIT));
      arrangement.edges().stream()
          .filter(edge -> isLit(edge, ways, bright))
          .forEach(edge -> pen.line(edge.corners(), lit(edge), LIT));
    }
    for (Box box : arrangement.boxes().values()) {
      box(box, bright.isEmpty() || bright.contains(box.key()));
    }
  }

  private void band(Arrangement.Band band) {
    pen.fillBox(band.x(), band.y(), band.width(), band.height(), look.surface());
    pen.strokeBox(band.x(), band.y(), band.width(), band.height(), look.line(), 1);
    pen.title(
        band.title(),
        band.x() + band.width() - 12,
        band.y() + 16,
        look.muted(),
        TextAlignment.RIGHT);
  }

  private Set<Key> bright(Activity activity) {
    Set<Key> bright = new HashSet<>();
    for (Pid pid : activity.processes()) {
      ProcessAt process = moment.process(pid);
      Key key = process == null ? null : arrangement.places().get(process.identity());
      if (key != null) {
        bright.add(key);
      }
    }
    if (!bright.isEmpty()) {
      bright.add(new Key.MongoDb());
    }
    return bright;
  }

  private Set<List<Key>> ways(Activity activity) {
    Set<List<Key>> ways = new HashSet<>();
    for (Activity.Way way : activity.ways()) {
      Key from = key(way.from());
      Key to = key(way.to());
      if (from != null && to != null) {
        ways.add(List.of(from, to));
        ways.add(List.of(to, from));
      }
    }
    return ways;
  }

  private @Nullable Key key(Pid pid) {
    ProcessAt process = moment.process(pid);
    return process == null ? null : arrangement.places().get(process.identity());
  }

  /** What MongoDB tells CS is no message between processes. */
  private static boolean isLit(Edge edge, Set<List<Key>> ways, Set<Key> bright) {
    return ways.contains(List.of(edge.from(), edge.to()))
        || (edge.from() instanceof Key.MongoDb && bright.contains(edge.to()));
  }

  private Color lit(Edge edge) {
    Box from = arrangement.boxes().get(edge.from());
    return from == null ? look.accent() : look.of(from.role());
  }

  private void box(Box box, boolean bright) {
    Corner at = place.apply(box);
    ImmutableSet<ProcessAt> here =
        box.stands().stream()
            .map(living::get)
            .filter(Objects::nonNull)
            .collect(ImmutableSet.toImmutableSet());
    boolean isThere = !here.isEmpty() || box.key() instanceof Key.MongoDb;
    Color role = look.of(box.role());
    double strength = isThere ? bright ? 1 : RECEDED : RECEDED / 2;
    pen.fillBox(at.x(), at.y(), box.width(), box.height(), look.surface());
    if (!isThere) {
      pen.dashes(3, 3);
    }
    pen.strokeBox(
        at.x(), at.y(), box.width(), box.height(), role.deriveColor(0, 1, 1, strength), THIN);
    pen.dashes();
    Color text = look.text().deriveColor(0, 1, 1, strength);
    pen.title(
        box.title(),
        at.x() + box.width() / 2,
        at.y() + box.height() / 2,
        text,
        TextAlignment.CENTER);
    label(box, at, look.muted().deriveColor(0, 1, 1, Math.min(1, strength * 1.3)));
    if (isSelected(box)) {
      pen.strokeBox(at.x() - 4, at.y() - 4, box.width() + 8, box.height() + 8, look.accent(), 2);
    }
    badges(box, at, here);
  }

  private boolean isSelected(Box box) {
    return selected != null && box.stands().contains(selected);
  }

  private void label(Box box, Corner at, Color color) {
    if (box.labelBelow()) {
      pen.label(
          box.label(),
          at.x() + box.width() / 2,
          at.y() + box.height() + 10,
          color,
          TextAlignment.CENTER);
    } else {
      pen.label(
          box.label(),
          at.x() + box.width() + 8,
          at.y() + box.height() / 2,
          color,
          TextAlignment.LEFT);
    }
  }

  /** What waits at its upper right corner; how often it was restarted at its upper left one. */
  private void badges(Box box, Corner at, ImmutableSet<ProcessAt> here) {
    int waiting = here.stream().mapToInt(process -> process.mailbox().size()).sum();
    if (waiting > 0) {
      badge(String.format("%,d", waiting), at.x() + box.width(), at.y(), look.accent());
    }
    int restarts = here.stream().mapToInt(ProcessAt::restarts).sum();
    if (restarts > 0) {
      badge("↻" + restarts, at.x(), at.y(), look.danger());
    }
  }

  private void badge(String text, double x, double y, Color color) {
    double width = 10 + 6.0 * text.length();
    pen.fillBox(x - width / 2, y - 7, width, 14, color);
    pen.label(text, x, y, look.surface(), TextAlignment.CENTER);
  }
}
