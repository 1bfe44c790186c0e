package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Box;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What stands next to a box. */
final class Neighbours {

  /** Where to look. */
  enum Direction {
    LEFT(-1, 0),
    RIGHT(1, 0),
    UP(0, -1),
    DOWN(0, 1);

    private final int x;
    private final int y;

    Direction(int x, int y) {
      this.x = x;
      this.y = y;
    }

    int dx() {
      return x;
    }

    int dy() {
      return y;
    }
  }

  /** How much more it counts to be off to the side than to be far. */
  private static final double ASIDE = 3;

  private Neighbours() {}

  /** The nearest one in a direction; the box itself when there is none. */
  static Box next(Arrangement arrangement, Box from, Direction direction) {
    return arrangement.boxes().values().stream()
        .filter(box -> ahead(from, box, direction) > 0)
        .min(Comparator.comparingDouble(box -> distance(from, box, direction)))
        .orElse(from);
  }

  /** The first one to begin with; none when there are no boxes. */
  static @Nullable Box first(Arrangement arrangement) {
    return arrangement.boxes().values().stream()
        .min(Comparator.comparingDouble(box -> box.x() + box.y()))
        .orElse(null);
  }

  private static double ahead(Box from, Box to, Direction direction) {
    double x = to.centreX() - from.centreX();
    double y = to.centreY() - from.centreY();
    double ahead = x * direction.x + y * direction.y;
    return ahead < 1 ? 0 : ahead;
  }

  private static double distance(Box from, Box to, Direction direction) {
    double x = to.centreX() - from.centreX();
    double y = to.centreY() - from.centreY();
    double aside = Math.abs(x * direction.y) + Math.abs(y * direction.x);
    return ahead(from, to, direction) + ASIDE * aside;
  }
}
