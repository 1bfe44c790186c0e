package dev.espalier.fx.memory;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the window was left.
 *
 * @param place on the screen; none for wherever the system puts it
 * @param scale of all text, 1 as the design has it
 * @param shares where the parts of the window are divided
 * @param recent what was opened, the last first
 */
public record Remembered(
    @Nullable Place place,
    double width,
    double height,
    boolean dark,
    boolean tree,
    boolean sequence,
    double scale,
    Shares shares,
    List<String> recent) {
  private static final int MOST_RECENT = 10;

  /** In pixels. */
  public record Place(double x, double y) {}

  /**
   * From 0 to 1.
   *
   * @param scenario of the window's width
   * @param graph of what is left of the window's width, or of its height in a narrow window
   * @param aboveSequence of the middle's height, for the graph when the sequence is below it
   */
  public record Shares(double scenario, double graph, double aboveSequence) {}

  /** The first time. */
  public static final Remembered NOTHING =
      new Remembered(
          null, 1440, 900, false, false, false, 1, new Shares(0.17, 0.66, 0.6), List.of());

  /** With something opened just now. */
  public Remembered opened(String where) {
    List<String> now =
        Stream.concat(Stream.of(where), recent.stream().filter(each -> !each.equals(where)))
            .limit(MOST_RECENT)
            .collect(ImmutableList.toImmutableList());
    return new Remembered(place, width, height, dark, tree, sequence, scale, shares, now);
  }

  public Remembered withScale(double newScale) {
    return new Remembered(place, width, height, dark, tree, sequence, newScale, shares, recent);
  }

  /** As its parts were left. */
  public Remembered left(boolean nowDark, boolean nowTree, boolean nowSequence, Shares nowShares) {
    return new Remembered(
        place, width, height, nowDark, nowTree, nowSequence, scale, nowShares, recent);
  }

  /** As it was left on the screen. */
  public Remembered at(Place nowPlace, double nowWidth, double nowHeight) {
    return new Remembered(
        nowPlace, nowWidth, nowHeight, dark, tree, sequence, scale, shares, recent);
  }
}
