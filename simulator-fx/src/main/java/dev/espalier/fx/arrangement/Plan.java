package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.fx.arrangement.Arrangement.Heading;
import dev.espalier.fx.arrangement.Edge.Ends;
import dev.espalier.fx.arrangement.Siblings.Group;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An arrangement while it is put together. */
final class Plan {
  /** The cells in which the members of an opened block stand. */
  static final int CELL_WIDTH = 184;

  static final int CELL_HEIGHT = 32;
  private static final int INSET = 16;

  private final Map<Key, Box> boxes = new LinkedHashMap<>();
  private final Map<Address, Key> places = new HashMap<>();
  private final Map<Ends, Edge> edges = new LinkedHashMap<>();
  private final List<Heading> headings = new ArrayList<>();
  private final List<Band> bands = new ArrayList<>();
  private final List<Group> opened = new ArrayList<>();

  Box put(Box box) {
    boxes.put(box.key(), box);
    box.stands().forEach(identity -> places.putIfAbsent(identity, box.key()));
    return box;
  }

  /** A block; when it is open, its members are to stand somewhere too. */
  Box block(Group group, boolean aside, double x, double y) {
    if (group.isOpen()) {
      opened.add(group);
    }
    return group.block(aside, x, y);
  }

  /** The blocks that are open, whose members stand nowhere yet. */
  List<Group> opened() {
    return opened;
  }

  void put(Heading heading) {
    headings.add(heading);
  }

  void put(Band band) {
    bands.add(band);
  }

  void put(Edge edge) {
    edges.putIfAbsent(edge.ends(), edge);
  }

  @Nullable Box box(@Nullable Address identity) {
    Key key = places.get(identity);
    return key == null ? null : boxes.get(key);
  }

  @Nullable Box box(Key key) {
    return boxes.get(key);
  }

  /**
   * The members of a block in a grid, in a band that closes it; how high that is.
   *
   * @param columns of the grid
   * @param below what each member stands for besides itself
   */
  double grid(
      Group block,
      int columns,
      double x,
      double y,
      Labels labels,
      Function<ProcessAt, ? extends Collection<Address>> below) {
    int rows = (block.members().size() + columns - 1) / columns;
    double height = Band.HEAD + Arrangement.GRID + (double) rows * CELL_HEIGHT;
    double width = (double) columns * CELL_WIDTH + INSET;
    put(new Band(block.key(), block.title(), "", Band.Fold.OPEN, x, y, width, height));
    for (int i = 0; i < block.members().size(); i++) {
      ProcessAt member = block.members().get(i);
      double left = x + INSET + (double) (i % columns) * CELL_WIDTH;
      int row = i / columns;
      double top = y + Band.HEAD + Arrangement.GRID + (double) row * CELL_HEIGHT;
      Box box = Box.beside(member, labels.inCell(member), false, left, top);
      boxes.put(box.key(), box);
      places.put(member.identity(), box.key());
      below.apply(member).forEach(identity -> places.put(identity, box.key()));
    }
    return height;
  }

  /** Where the bands end so far. */
  double right() {
    return bands.stream().mapToDouble(Band::right).max().orElse(0);
  }

  Arrangement done() {
    double width = 0;
    double height = 0;
    for (Box box : boxes.values()) {
      width = Math.max(width, box.right() + Labels.besideWidth(box));
      height = Math.max(height, box.bottom() + (box.labelBelow() ? 2 * Arrangement.GRID : 0));
    }
    for (Band band : bands) {
      width = Math.max(width, band.right());
      height = Math.max(height, band.bottom());
    }
    return new Arrangement(
        ImmutableMap.copyOf(boxes),
        ImmutableMap.copyOf(edges),
        ImmutableList.copyOf(headings),
        ImmutableList.copyOf(bands),
        width,
        height,
        ImmutableMap.copyOf(places),
        edges.values().stream()
            .filter(edge -> edge.from() instanceof Key.MongoDb)
            .collect(ImmutableMap.toImmutableMap(Edge::to, Edge::from)),
        new BoxIndex(boxes.values()));
  }
}
