package dev.espalier.ui;

/** The longest increasing subsequence, by patience sorting: O(n log n). */
final class LongestIncreasing {
  private LongestIncreasing() {}

  /** Marks the members of one; negative numbers are never members. */
  static boolean[] of(int[] numbers) {
    int[] tails = new int[numbers.length];
    int[] before = new int[numbers.length];
    int length = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 0) {
        continue;
      }
      int low = 0;
      int high = length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (numbers[tails[middle]] < numbers[i]) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      before[i] = low == 0 ? -1 : tails[low - 1];
      tails[low] = i;
      length = Math.max(length, low + 1);
    }
    boolean[] members = new boolean[numbers.length];
    for (int i = length == 0 ? -1 : tails[length - 1]; i >= 0; i = before[i]) {
      members[i] = true;
    }
    return members;
  }
}
