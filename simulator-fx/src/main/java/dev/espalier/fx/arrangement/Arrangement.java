package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Address;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Where everyone stands.
 *
 * @param columns the headings over it, if any
 * @param bands what belongs together, drawn behind it
 */
public record Arrangement(
    ImmutableMap<Key, Box> boxes,
    ImmutableList<Edge> edges,
    ImmutableList<Column> columns,
    ImmutableList<Band> bands,
    double width,
    double height,
    ImmutableMap<Address, Key> places) {
  /** Everything stands on a grid of so many pixels. */
  public static final int GRID = 8;

  /** So many siblings of a kind are drawn one by one; more become a block. */
  public static final int MOST_SIBLINGS = 36;

  /** A heading, centred at {@code x}. */
  public record Column(String title, double x) {}

  /** A rectangle around what belongs together. */
  public record Band(String title, double x, double y, double width, double height) {}

  /**
   * Who supervises whom, as an outline in columns.
   *
   * @param opened the blocks whose members are to be drawn one by one
   * @param tallest how high a column may become before the next one is begun, in pixels
   */
  public static Arrangement tree(
      Collection<ProcessAt> processes, ImmutableSet<Key> opened, double tallest, Labels labels) {
    return new TreeOutline(processes, opened, tallest, labels).arranged();
  }

  /**
   * The way of data: MongoDB → CS → SCM → Q → W → UIBuilder → Client, a band for each session.
   *
   * @param opened the blocks whose members are to be drawn one by one
   */
  public static Arrangement flow(
      Collection<ProcessAt> processes, ImmutableSet<Key> opened, Labels labels) {
    return new FlowColumns(processes, opened, labels).arranged();
  }

  static Arrangement of(
      Collection<Box> boxes,
      Collection<Edge> edges,
      Collection<Column> columns,
      Collection<Band> bands) {
    ImmutableMap.Builder<Address, Key> places = ImmutableMap.builder();
    double width = 0;
    double height = 0;
    for (Box box : boxes) {
      box.stands().forEach(identity -> places.put(identity, box.key()));
      width = Math.max(width, box.right() + Labels.besideWidth(box));
      height = Math.max(height, box.bottom() + (box.labelBelow() ? 2 * GRID : 0));
    }
    for (Band band : bands) {
      width = Math.max(width, band.x() + band.width());
      height = Math.max(height, band.y() + band.height());
    }
    return new Arrangement(
        Maps.uniqueIndex(boxes, Box::key),
        ImmutableList.copyOf(edges),
        ImmutableList.copyOf(columns),
        ImmutableList.copyOf(bands),
        width,
        height,
        places.buildOrThrow());
  }

  static double onGrid(double length) {
    return Math.ceil(length / GRID) * GRID;
  }

  /** The box in which a process is. */
  public @Nullable Box box(Address identity) {
    Key key = places.get(identity);
    return key == null ? null : boxes.get(key);
  }

  /** The box at a point; none when there is nothing. */
  public @Nullable Box boxAt(double x, double y) {
    return boxes.values().stream()
        .filter(box -> x >= box.x() && x <= box.right() && y >= box.y() && y <= box.bottom())
        .findFirst()
        .orElse(null);
  }

  /**
   * The way a message takes from one box to another: along the edge between them when there is one,
   * or else across, or around on the left when one is over the other.
   */
  public ImmutableList<Corner> way(Box from, Box to) {
    for (Edge edge : edges) {
      if (edge.from().equals(from.key()) && edge.to().equals(to.key())) {
        return edge.corners();
      }
      if (edge.from().equals(to.key()) && edge.to().equals(from.key())) {
        return edge.corners().reverse();
      }
    }
    if (to.aside()) {
      return Edge.over(from, to).corners();
    }
    if (from.aside()) {
      return Edge.over(to, from).corners().reverse();
    }
    boolean areBeside = to.x() >= from.right() || from.x() >= to.right();
    return (areBeside ? Edge.across(from, to) : Edge.around(from, to)).corners();
  }
}
