package dev.espalier.ui;

/**
 * Where elements of an array stand while it is being rearranged. Every place an element leaves or
 * comes to has a fixed slot: after each stable element first the places to come to, then those to
 * be left. A Fenwick tree over the slots counts how many before one are taken.
 */
final class ElementOrder {
  private final int[] tree;
  private final int[] oldSlot;
  private final int[] newSlot;

  /**
   * @param source for each new element the old one it was, or -1
   * @param stable which new elements stay where they are
   * @param kept which old elements are still there
   */
  ElementOrder(int[] source, boolean[] stable, boolean[] kept) {
    oldSlot = new int[kept.length];
    newSlot = new int[source.length];
    tree = new int[kept.length + source.length + 1];
    boolean[] stays = new boolean[kept.length];
    for (int j = 0; j < source.length; j++) {
      if (stable[j]) {
        stays[source[j]] = true;
      }
    }
    int slot = 0;
    int i = 0;
    int j = 0;
    while (i < kept.length || j < source.length) {
      while (j < source.length && !stable[j]) {
        newSlot[j++] = slot++;
      }
      while (i < kept.length && !stays[i]) {
        oldSlot[i++] = slot++;
      }
      if (i < kept.length) {
        newSlot[j++] = slot;
        oldSlot[i++] = slot++;
      }
    }
    for (int old = 0; old < kept.length; old++) {
      if (kept[old]) {
        add(oldSlot[old], 1);
      }
    }
  }

  /** Takes an old element away and says at which index it stood. */
  int take(int old) {
    add(oldSlot[old], -1);
    return before(oldSlot[old]);
  }

  /** Puts a new element in its place and says at which index that is. */
  int place(int element) {
    int index = before(newSlot[element]);
    add(newSlot[element], 1);
    return index;
  }

  private void add(int slot, int delta) {
    for (int i = slot + 1; i < tree.length; i += i & -i) {
      tree[i] += delta;
    }
  }

  private int before(int slot) {
    int count = 0;
    for (int i = slot; i > 0; i -= i & -i) {
      count += tree[i];
    }
    return count;
  }
}
