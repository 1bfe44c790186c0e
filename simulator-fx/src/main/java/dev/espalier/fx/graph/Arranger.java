package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Folding;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.arrangement.Room;
import dev.espalier.fx.graph.GraphView.Form;
import dev.espalier.fx.timeline.Cast;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Arranges who is cast: at once where it takes a few milliseconds, on a thread of its own where it
 * may take longer. For the thread of JavaFX.
 */
final class Arranger {
  /** So many are arranged in a few milliseconds. */
  private static final int FEW = 1_000;

  /** What is to be arranged, and how. */
  record Wish(Form form, Cast cast, Folding folding, Room room, Labels labels) {

    Arrangement arranged() {
      return switch (form) {
        case FLOW -> Arrangement.flow(cast, folding, room, labels);
        case TREE -> Arrangement.tree(cast, folding, room, labels);
      };
    }

    @SuppressWarnings("ReferenceEquality") // the same cast is the same instance
    private boolean isSameAs(@Nullable Wish other) {
      return other != null
          && cast == other.cast
          && form == other.form
          && folding.equals(other.folding)
          && room.equals(other.room)
          && labels.equals(other.labels);
    }
  }

  private Arrangement arrangement = Arrangement.EMPTY;
  private @Nullable Wish last;
  private @Nullable CompletableFuture<Arrangement> underWay;

  /** The last one that is ready. */
  Arrangement arrangement() {
    return arrangement;
  }

  /** Whether another one is being made. */
  boolean isAtWork() {
    return underWay != null;
  }

  /** Whether there is another arrangement than before. */
  boolean arrange(Wish wish) {
    CompletableFuture<Arrangement> awaited = underWay;
    boolean isAnother = false;
    if (awaited != null && awaited.isDone()) {
      isAnother = take(awaited.join());
      underWay = null;
    }
    if (underWay != null || wish.isSameAs(last)) {
      return isAnother;
    }
    last = wish;
    if (wish.cast().members().size() > FEW) {
      Arrangement before = arrangement;
      underWay =
          CompletableFuture.supplyAsync(() -> {
            Arrangement next = wish.arranged();
            return next.looksLike(before) ? before : next;
          });
      return isAnother;
    }
    return take(wish.arranged()) || isAnother;
  }

  @SuppressWarnings("ReferenceEquality") // the one that is kept is the same instance
  private boolean take(Arrangement next) {
    if (next == arrangement) {
      return false;
    }
    arrangement = next;
    return true;
  }
}
