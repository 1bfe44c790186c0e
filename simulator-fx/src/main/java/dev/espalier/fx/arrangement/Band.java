package dev.espalier.fx.arrangement;

/**
 * A rectangle around what belongs together, with a title in its upper left corner.
 *
 * @param note what else is to be said of it, in its upper right corner; may be empty
 * @param fold whether it can be opened or closed by its title
 */
public record Band(
    Key key,
    String title,
    String note,
    Fold fold,
    double x,
    double y,
    double width,
    double height) {

  /** How it can be folded. */
  public enum Fold {
    FIXED,
    OPEN,
    CLOSED
  }

  static final int HEAD = 24;
  private static final double CHARACTER = 8;

  /** Whether a point is on the title by which it is folded. */
  public boolean isOnHandle(double px, double py) {
    double handle = 32 + CHARACTER * title.length();
    return fold != Fold.FIXED
        && px >= x
        && px <= x + Math.min(width, handle)
        && py >= y
        && py <= y + HEAD;
  }

  public double right() {
    return x + width;
  }

  public double bottom() {
    return y + height;
  }
}
