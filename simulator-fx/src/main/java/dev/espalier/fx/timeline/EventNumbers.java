package dev.espalier.fx.timeline;

import java.util.Arrays;

/** Numbers of events, ascending, to which later ones are added. */
public final class EventNumbers {
  private int[] numbers = new int[8];
  private int size;

  public void add(long number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = Math.toIntExact(number);
  }

  public int size() {
    return size;
  }

  /** The one with this index, from 0. */
  public long get(int index) {
    return numbers[index];
  }

  /** How many are at most {@code number}: the index of the first one after it. */
  public int upTo(long number) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (numbers[middle] <= number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The last one that is at most {@code number}; 0 when there is none. */
  public long last(long number) {
    int count = upTo(number);
    return count == 0 ? 0 : numbers[count - 1];
  }
}
