package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableListMultimap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Boxes by where they are: the plane in tiles, and what is in each. */
public final class BoxIndex {
  private static final int TILE = 256;

  private record Tile(int column, int row) {}

  private final ImmutableListMultimap<Tile, Box> tiles;

  BoxIndex(Collection<Box> boxes) {
    ImmutableListMultimap.Builder<Tile, Box> builder = ImmutableListMultimap.builder();
    for (Box box : boxes) {
      for (int row = tile(box.y()); row <= tile(box.bottom()); row++) {
        for (int column = tile(box.x()); column <= tile(box.right()); column++) {
          builder.put(new Tile(column, row), box);
        }
      }
    }
    tiles = builder.build();
  }

  private static int tile(double coordinate) {
    return (int) Math.floor(coordinate / TILE);
  }

  /** The box at a point; none when there is nothing. */
  public @Nullable Box at(double x, double y) {
    for (Box box : tiles.get(new Tile(tile(x), tile(y)))) {
      if (x >= box.x() && x <= box.right() && y >= box.y() && y <= box.bottom()) {
        return box;
      }
    }
    return null;
  }

  /** All boxes of which a part is within a rectangle, each once. */
  public List<Box> within(double left, double top, double right, double bottom) {
    List<Box> found = new ArrayList<>();
    for (int row = tile(top); row <= tile(bottom); row++) {
      for (int column = tile(left); column <= tile(right); column++) {
        for (Box box : tiles.get(new Tile(column, row))) {
          boolean isFirst =
              column == Math.max(tile(left), tile(box.x()))
                  && row == Math.max(tile(top), tile(box.y()));
          if (isFirst
              && box.x() <= right
              && box.right() >= left
              && box.y() <= bottom
              && box.bottom() >= top) {
            found.add(box);
          }
        }
      }
    }
    return found;
  }
}
