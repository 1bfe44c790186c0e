package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.arrangement.Edge.Ends;
import dev.espalier.fx.timeline.Cast;
import dev.espalier.otp.Address;
import org.jspecify.annotations.Nullable;

/**
 * Where everyone stands.
 *
 * @param headings over what stands below them
 * @param bands what belongs together, drawn behind it
 * @param places in which box each process is
 * @param databases whose changes each CS reads
 * @param index of the boxes by where they are
 */
public record Arrangement(
    ImmutableMap<Key, Box> boxes,
    ImmutableMap<Ends, Edge> edgesByEnds,
    ImmutableList<Heading> headings,
    ImmutableList<Band> bands,
    double width,
    double height,
    ImmutableMap<Address, Key> places,
    ImmutableMap<Key, Key> databases,
    BoxIndex index) {
  /** Everything stands on a grid of so many pixels. */
  public static final int GRID = 8;

  public static final Arrangement EMPTY = new Plan().done();

  /**
   * A few words over what stands below them.
   *
   * @param note in small print below it; may be empty
   * @param isCentred around {@code x}, instead of beginning there
   */
  public record Heading(String title, String note, double x, double y, boolean isCentred) {}

  /** Who supervises whom, as an outline in columns. */
  public static Arrangement tree(Cast cast, Folding folding, Room room, Labels labels) {
    return TreeOutline.arrange(cast, folding, room, labels);
  }

  /**
   * The way of data: MongoDB → CS → SCM → Q → W → UIBuilder → Client, a band for each session; then
   * what else there is.
   */
  public static Arrangement flow(Cast cast, Folding folding, Room room, Labels labels) {
    return Flow.arrange(cast, folding, room, labels);
  }

  static double onGrid(double length) {
    return Math.ceil(length / GRID) * GRID;
  }

  public ImmutableCollection<Edge> edges() {
    return edgesByEnds.values();
  }

  /** Whether all is in the same places. */
  public boolean looksLike(Arrangement other) {
    return boxes.equals(other.boxes)
        && bands.equals(other.bands)
        && edgesByEnds.equals(other.edgesByEnds);
  }

  /** The box in which a process is. */
  public @Nullable Box box(Address identity) {
    Key key = places.get(identity);
    return key == null ? null : boxes.get(key);
  }

  /** The database whose changes a CS reads; none for any other box. */
  public @Nullable Box database(Box stream) {
    Key database = databases.get(stream.key());
    return database == null ? null : boxes.get(database);
  }

  /** The box at a point; none when there is nothing. */
  public @Nullable Box boxAt(double x, double y) {
    return index.at(x, y);
  }

  /** The band whose title is at a point, if it can be folded. */
  public @Nullable Band handleAt(double x, double y) {
    return bands.stream().filter(band -> band.isOnHandle(x, y)).findFirst().orElse(null);
  }

  /**
   * The way a message takes from one box to another: along the edge between them when there is one,
   * or else across, or around on the left when one is over the other.
   */
  public ImmutableList<Corner> way(Box from, Box to) {
    Edge edge = edgesByEnds.get(new Ends(from.key(), to.key()));
    if (edge != null) {
      return edge.corners();
    }
    Edge back = edgesByEnds.get(new Ends(to.key(), from.key()));
    if (back != null) {
      return back.corners().reverse();
    }
    boolean areBeside = to.x() >= from.right() || from.x() >= to.right();
    return (areBeside ? Edge.across(from, to) : Edge.around(from, to)).corners();
  }
}
