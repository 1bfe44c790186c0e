package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Address;
import org.jspecify.annotations.Nullable;

/**
 * A node of an arrangement. Coordinates are pixels on a grid of {@link Arrangement#GRID}.
 *
 * @param title the design's name, which stands inside
 * @param label what tells it from others of its kind; empty when there is nothing to tell
 * @param labelBelow whether the label stands below, instead of to the right
 * @param aside whether it has no part in what the arrangement is about
 * @param stands for these processes
 * @param unfolds what is opened to see them one by one; none when it is one
 */
public record Box(
    Key key,
    Role role,
    String title,
    String label,
    boolean labelBelow,
    boolean aside,
    double x,
    double y,
    double width,
    double height,
    ImmutableList<Address> stands,
    @Nullable Key unfolds) {
  static final int HEIGHT = 24;
  private static final int PADDING = 24;
  private static final double CHARACTER = 7.2;

  /** A process, its label below it. */
  static Box above(ProcessAt process, String label, double x, double y) {
    return one(process, label, true, false, x, y);
  }

  /** A process, its label beside it. */
  static Box beside(ProcessAt process, String label, boolean aside, double x, double y) {
    return one(process, label, false, aside, x, y);
  }

  /** A process among many of its kind, so that its label stands inside. */
  static Box cell(ProcessAt process, String label, double x, double y, double width) {
    Box box = one(process, "", false, false, x, y);
    return new Box(
        box.key,
        box.role,
        label.isEmpty() ? box.title : label,
        "",
        false,
        true,
        x,
        y,
        width,
        HEIGHT,
        box.stands,
        null);
  }

  private static Box one(
      ProcessAt process, String label, boolean labelBelow, boolean aside, double x, double y) {
    return new Box(
        new Key.One(process.identity()),
        Role.of(process.kind()),
        process.kind(),
        label,
        labelBelow,
        aside,
        x,
        y,
        widthOf(process.kind()),
        HEIGHT,
        ImmutableList.of(process.identity()),
        null);
  }

  /** Wide enough for a title at the size it is drawn in. */
  static double widthOf(String title) {
    return Arrangement.onGrid(PADDING + CHARACTER * title.length());
  }

  public double centreX() {
    return x + width / 2;
  }

  public double centreY() {
    return y + height / 2;
  }

  public double right() {
    return x + width;
  }

  public double bottom() {
    return y + height;
  }
}
