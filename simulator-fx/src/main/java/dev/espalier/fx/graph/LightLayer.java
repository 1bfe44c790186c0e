package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.arrangement.Key;
import dev.espalier.fx.look.Look;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/**
 * The middle layer: what is lit at a moment, who comes and goes, and what is to be said of whoever
 * is there.
 */
final class LightLayer {
  private static final double LIT = 2;

  /** So thin is what comes at first, and what goes at last. */
  private static final double FAINT = 0.1;

  private final Pen pen;
  private final Look look;
  private final BoxPainter painter;
  private final Arrangement arrangement;
  private final Function<Box, Corner> place;

  LightLayer(Pen pen, Arrangement arrangement, Function<Box, Corner> place) {
    this.pen = pen;
    this.look = pen.look();
    this.painter = new BoxPainter(pen);
    this.arrangement = arrangement;
    this.place = place;
  }

  /**
   * @param boxes that are in sight
   * @param others those that come and go in the stretch, which are on no other layer
   * @param arrived whether all stand where they belong
   */
  void draw(
      Collection<Box> boxes,
      Set<Key> others,
      Activity activity,
      Function<Box, Standing> standing,
      Relations relations,
      boolean arrived) {
    pen.clear();
    boolean receded = !activity.isNone();
    if (arrived) {
      edges(others, activity, standing);
    }
    for (Box box : boxes) {
      Standing now = standing.apply(box);
      boolean bright = !receded || activity.hasPart(box.key());
      Corner at = place.apply(box);
      if (others.contains(box.key())) {
        passing(box, at, now, bright ? 1 : GroundLayer.RECEDED);
      } else if (bright && receded) {
        painter.box(box, at, 1);
      } else if (receded && box.aside() && pen.isLegible()) {
        painter.box(box, at, GroundLayer.RECEDED); // lit lines pass behind it
      }
      if (pen.isLegible()) {
        state(box, at, now, activity, bright);
      } else if (now.restarts() > 0 || now.presence() == Standing.Presence.FAILED) {
        pen.block(at.x(), at.y(), box.width(), box.height(), look.danger());
      }
      relations.draw(box, at, painter, look);
    }
  }

  private void edges(Set<Key> others, Activity activity, Function<Box, Standing> standing) {
    for (Edge edge : arrangement.edges()) {
      boolean passes = others.contains(edge.from()) || others.contains(edge.to());
      if (passes && isThere(edge.from(), standing) && isThere(edge.to(), standing)) {
        pen.line(edge.corners(), look.line(), 1);
      }
    }
    for (Edge edge : arrangement.edges()) {
      if (activity.lastAlong(edge.ends()) > 0) {
        pen.line(edge.corners(), colour(edge), LIT);
      }
    }
    if (!activity.isNone()) {
      arrangement.bands().forEach(painter::caption);
    }
  }

  private boolean isThere(Key key, Function<Box, Standing> standing) {
    Box box = arrangement.boxes().get(key);
    return box != null && standing.apply(box).isThere();
  }

  private Color colour(Edge edge) {
    Box from = arrangement.boxes().get(edge.from());
    return from == null ? look.accent() : look.of(from.role());
  }

  /** Who is not there all the time. */
  private void passing(Box box, Corner at, Standing now, double strength) {
    switch (now.presence()) {
      case ABSENT -> {}
      case THERE, RESTARTING -> painter.box(box, at, strength);
      case COMING -> grown(box, at, now.part(), strength);
      case LEAVING -> painter.box(box, at, FAINT + strength * (1 - now.part()));
      case FAILED -> failed(box, at, now);
    }
  }

  /** Out of its middle. */
  private void grown(Box box, Corner at, double part, double strength) {
    double share = 0.4 + 0.6 * part;
    double dx = box.width() * (1 - share) / 2;
    double dy = box.height() * (1 - share) / 2;
    if (part >= 1 || !pen.isLegible()) {
      painter.box(box, at, strength);
      return;
    }
    Color edge = painter.mixed(look.of(box.role()), strength * (FAINT + part));
    double wide = box.width() * share;
    double high = box.height() * share;
    pen.fillBox(at.x() + dx, at.y() + dy, wide, high, look.surface());
    pen.strokeBox(at.x() + dx, at.y() + dy, wide, high, edge, 1.5);
  }

  private void failed(Box box, Corner at, Standing now) {
    double left = Math.min(1, 1.5 * (1 - now.part()));
    painter.box(box, at, FAINT + left * GroundLayer.RECEDED);
    Color red = painter.mixed(look.danger(), FAINT + left);
    pen.strokeBox(at.x(), at.y(), box.width(), box.height(), red, 2);
    if (pen.isLegible()) {
      painter.label(box, at, "", red);
      double x = at.x() + box.width() / 2;
      pen.label("✕ " + shortened(now.reason()), x, at.y() - 10, red, TextAlignment.CENTER);
    }
  }

  private static String shortened(String reason) {
    return reason.length() <= 32 ? reason : reason.substring(0, 31) + "…";
  }

  /** What waits at its upper right corner; how often it was restarted at its upper left one. */
  private void state(Box box, Corner at, Standing now, Activity activity, boolean bright) {
    if (now.busy() && bright && box.unfolds() == null) {
      painter.halo(box, at, look.of(box.role()), 1);
    }
    if (box.unfolds() != null && now.living() > 0) {
      heat(box, at, activity, now);
    }
    if (now.presence() == Standing.Presence.RESTARTING) {
      double part = now.part();
      Color red = look.danger().deriveColor(0, 1, 1, 1 - part);
      painter.ring(box, at, 2 + 10 * part, red, 2);
    }
    if (now.suspended()) {
      painter.pause(at.x() + box.width() / 2, at.y());
    }
    if (now.waiting() > 0) {
      String count = String.format("%,d", now.waiting());
      painter.badge(count, at.x() + box.width(), at.y(), look.accent());
    }
    if (now.restarts() > 0) {
      painter.badge("↻" + now.restarts(), at.x(), at.y(), look.danger());
    }
  }

  /** How many of those a block stands for have had a part: a bar along its lower edge. */
  private void heat(Box box, Corner at, Activity activity, Standing now) {
    int active = activity.partsOf(box.key());
    if (active > 0) {
      double share = Math.min(1, (double) active / Math.max(1, now.living()));
      double wide = Math.max(4, (box.width() - 16) * share);
      pen.block(at.x() + 8, at.y() + box.height() - 4, wide, 2, look.of(box.role()));
    }
  }
}
