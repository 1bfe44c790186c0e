package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.arrangement.Key;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** From one arrangement to the next: whoever is in both glides from place to place. */
final class Glide {
  /** More would stutter. */
  private static final int MOST = 1_500;

  private static final Duration TAKES = Duration.ofMillis(350);

  private Arrangement arrangement = Arrangement.EMPTY;
  private Map<Key, Corner> before = Map.of();
  private double part = 1;

  void to(Arrangement next) {
    boolean few = next.boxes().size() <= MOST && arrangement.boxes().size() <= MOST;
    Map<Key, Corner> places = new HashMap<>();
    if (few) {
      arrangement.boxes().values().forEach(box -> places.put(box.key(), place(box)));
    }
    boolean isMoved =
        few
            && next.boxes().values().stream()
                .anyMatch(box -> {
                  Corner from = places.get(box.key());
                  return from != null && (from.x() != box.x() || from.y() != box.y());
                });
    arrangement = next;
    before = isMoved ? places : Map.of();
    part = isMoved ? 0 : 1;
  }

  void pulse(Duration passed) {
    part = Math.min(1, part + (double) passed.toNanos() / TAKES.toNanos());
  }

  /** How much of the way is done, from 0 to 1. */
  double part() {
    return part;
  }

  boolean isOver() {
    return part >= 1;
  }

  /** The upper left corner of a box, wherever it is on its way. */
  Corner place(Box box) {
    Corner from = part >= 1 ? null : before.get(box.key());
    if (from == null) {
      return new Corner(box.x(), box.y());
    }
    double eased = 1 - Math.pow(1 - part, 3);
    return new Corner(
        from.x() + eased * (box.x() - from.x()), from.y() + eased * (box.y() - from.y()));
  }
}
