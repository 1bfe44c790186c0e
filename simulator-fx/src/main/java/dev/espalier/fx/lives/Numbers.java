package dev.espalier.fx.lives;

import com.google.common.primitives.Ints;

/** Numbers of events in ascending order; where one is or would be is found by halving. */
public final class Numbers {
  private int[] numbers = new int[2];
  private int size;

  public void add(long number) {
    numbers = Ints.ensureCapacity(numbers, size + 1, size);
    numbers[size++] = Math.toIntExact(number);
  }

  public int size() {
    return size;
  }

  public long get(int index) {
    return numbers[index];
  }

  /** How many of them are not after an event. */
  public int upTo(long event) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (numbers[middle] <= event) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
