package dev.espalier.fx.arrangement;

/** How much room there is to be seen in, in pixels. */
public record Room(double width, double height) {
  public static final Room USUAL = new Room(800, 720);

  /** How large something can be drawn in it, so that all of it is seen: 1 as it is, 0.5 half. */
  double scale(double itsWidth, double itsHeight) {
    return Math.min(width / itsWidth, height / itsHeight);
  }

  /** In how many columns cells are nearest to the shape of the room. */
  int columns(int cells, double cellWidth, double cellHeight) {
    double ideal = Math.sqrt(cells * cellHeight / cellWidth * width / Math.max(1, height));
    return Math.clamp(Math.round(ideal), 1, Math.max(1, cells));
  }
}
