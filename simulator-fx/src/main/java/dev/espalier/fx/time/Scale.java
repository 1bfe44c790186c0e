package dev.espalier.fx.time;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.timeline.EventNumbers;

/**
 * Where events are on a line.
 *
 * @param left where it begins, in pixels
 * @param width how long it is, in pixels
 * @param end the last event
 */
record Scale(double left, double width, long end) {

  double x(long number) {
    return left + width * number / Math.max(1, end);
  }

  /** The event at a place; the nearest there is. */
  long number(double x) {
    return Math.round(Math.clamp((x - left) / width, 0, 1) * end);
  }

  /**
   * Neighbouring pixels with events in them.
   *
   * @param from the first one
   * @param count how many
   */
  record Run(int from, int count) {}

  /** Where there are events. However many they are, it takes as long as there are pixels. */
  ImmutableList<Run> runs(EventNumbers events) {
    ImmutableList.Builder<Run> runs = ImmutableList.builder();
    int begun = 0;
    int length = 0;
    for (int index = 0; index < events.size(); ) {
      int pixel = (int) x(events.get(index));
      if (length > 0 && pixel > begun + length) {
        runs.add(new Run(begun, length));
        length = 0;
      }
      begun = length == 0 ? pixel : begun;
      length = pixel - begun + 1;
      index = firstAt(pixel + 1, index, events);
    }
    return length == 0 ? runs.build() : runs.add(new Run(begun, length)).build();
  }

  /** The index of the first event at a pixel or right of it. */
  private int firstAt(int pixel, int after, EventNumbers events) {
    long last = (long) Math.floor((pixel - left) * Math.max(1, end) / width);
    int index = Math.max(after + 1, events.upTo(last - 1));
    while (index < events.size() && (int) x(events.get(index)) < pixel) {
      index++;
    }
    return index;
  }
}
