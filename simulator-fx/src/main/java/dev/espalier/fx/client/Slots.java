package dev.espalier.fx.client;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.collections.ObservableList;
import javafx.scene.Node;

/** The nodes drawn for a component's children, by the slot they stand in. */
record Slots(ImmutableListMultimap<String, Node> nodes) {

  ImmutableList<Node> in(String slot) {
    return nodes.get(slot);
  }

  Optional<Node> first(String slot) {
    return in(slot).stream().findFirst();
  }

  ImmutableList<Node> all() {
    return ImmutableList.copyOf(nodes.values());
  }

  /**
   * Makes {@code shown} equal {@code wanted} without taking out what stays: a node that leaves its
   * scene, even for a moment, loses the focus.
   */
  static void place(List<Node> wanted, ObservableList<Node> shown) {
    if (shown.equals(wanted)) {
      return;
    }
    Set<Node> kept = new HashSet<>(wanted);
    shown.removeIf(node -> !kept.contains(node));
    Set<Node> there = new HashSet<>(shown);
    for (int i = 0; i < wanted.size(); i++) {
      Node node = wanted.get(i);
      if (i < shown.size() && shown.get(i).equals(node)) {
        continue;
      }
      if (!there.contains(node)) {
        shown.add(i, node);
      } else if (i + 1 < shown.size() && shown.get(i + 1).equals(node)) {
        there.remove(shown.remove(i));
      } else {
        shown.remove(node);
        shown.add(i, node);
      }
    }
  }
}
