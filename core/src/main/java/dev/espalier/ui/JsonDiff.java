package dev.espalier.ui;

import com.google.common.collect.ImmutableList;
import dev.espalier.ui.JsonPatch.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Finds a small patch between two documents. Subtrees that are the same instance cost nothing.
 * Array elements are matched by value, then by shape; those that need not move are a longest
 * increasing subsequence, as in keyed reconciliation of user interfaces, so that a moved element is
 * one operation and n elements shuffled are n less that subsequence. A container is replaced whole
 * where that is shorter.
 */
final class JsonDiff {
  /** What an operation costs besides its path and value: {"op":"replace","path":"","value":}. */
  private static final int OVERHEAD = 35;

  private final List<Operation> operations = new ArrayList<>();
  private long bytes;

  private JsonDiff() {}

  static ImmutableList<Operation> between(JsonNode from, JsonNode to) {
    JsonDiff diff = new JsonDiff();
    diff.compare(from, to, "");
    return ImmutableList.copyOf(diff.operations);
  }

  private void compare(JsonNode from, JsonNode to, String path) {
    if (identical(from, to)) {
      return;
    }
    int mark = operations.size();
    long bytesBefore = bytes;
    if (from.isObject() && to.isObject()) {
      compareFields(from, to, path);
    } else if (from.isArray() && to.isArray()) {
      compareElements(from, to, path);
    } else if (!sameLeaf(from, to)) {
      emit(new Operation.Replace(path, to));
      return;
    }
    if (operations.size() > mark) {
      long spent = bytes - bytesBefore;
      long whole = (long) OVERHEAD + path.length();
      if (whole < spent && JsonSize.of(to, spent - whole) + whole < spent) {
        operations.subList(mark, operations.size()).clear();
        bytes = bytesBefore;
        emit(new Operation.Replace(path, to));
      }
    }
  }

  /** 1 and 1.0 differ, but it does not matter in what Java type an integer is held. */
  private static boolean sameLeaf(JsonNode from, JsonNode to) {
    if (from.isIntegralNumber() && to.isIntegralNumber()) {
      return from.bigIntegerValue().equals(to.bigIntegerValue());
    }
    return from.equals(to);
  }

  private void compareFields(JsonNode from, JsonNode to, String path) {
    for (String key : new TreeSet<>(from.propertyNames()).descendingSet()) {
      JsonNode after = to.get(key);
      if (after == null) {
        emit(new Operation.Remove(path + "/" + escaped(key)));
      } else {
        JsonNode before = from.get(key);
        if (!identical(before, after)) {
          compare(before, after, path + "/" + escaped(key));
        }
      }
    }
    for (String key : new TreeSet<>(to.propertyNames())) {
      if (!from.has(key)) {
        emit(new Operation.Add(path + "/" + escaped(key), to.get(key)));
      }
    }
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private void compareElements(JsonNode from, JsonNode to, String path) {
    int start = 0;
    int common = Math.min(from.size(), to.size());
    while (start < common && same(from.get(start), to.get(start))) {
      start++;
    }
    int end = 0;
    while (end < common - start
        && same(from.get(from.size() - 1 - end), to.get(to.size() - 1 - end))) {
      end++;
    }
    int oldEnd = from.size() - end;
    int newEnd = to.size() - end;
    if (start == oldEnd || start == newEnd) {
      removeRange(path, start, oldEnd);
      addRange(path, to, start, newEnd);
    } else {
      reconcile(from, start, oldEnd, to, start, newEnd, path);
    }
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return identical(one, other) || one.equals(other);
  }

  @SuppressWarnings("ReferenceEquality") // that is what structural sharing is for
  private static boolean identical(JsonNode one, JsonNode other) {
    return one == other;
  }

  private void removeRange(String path, int start, int end) {
    for (int i = end - 1; i >= start; i--) {
      emit(new Operation.Remove(path + "/" + i));
    }
  }

  private void addRange(String path, JsonNode to, int start, int end) {
    for (int i = start; i < end; i++) {
      emit(new Operation.Add(path + "/" + i, to.get(i)));
    }
  }

  private void reconcile(
      JsonNode from, int start, int oldEnd, JsonNode to, int newStart, int newEnd, String path) {
    int olds = oldEnd - start;
    int news = newEnd - newStart;
    int[] source = match(from, start, olds, to, newStart, news);
    boolean[] kept = new boolean[olds];
    for (int i : source) {
      if (i >= 0) {
        kept[i] = true;
      }
    }
    for (int i = olds - 1; i >= 0; i--) {
      if (!kept[i]) {
        emit(new Operation.Remove(path + "/" + (start + i)));
      }
    }
    boolean[] stable = LongestIncreasing.of(source);
    ElementOrder order = new ElementOrder(source, stable, kept);
    for (int j = 0; j < news; j++) {
      if (source[j] < 0) {
        emit(new Operation.Add(path + "/" + (start + order.place(j)), to.get(newStart + j)));
      } else if (!stable[j]) {
        int at = start + order.take(source[j]);
        int index = start + order.place(j);
        if (at != index) {
          emit(new Operation.Move(path + "/" + at, path + "/" + index));
        }
      }
    }
    for (int j = 0; j < news; j++) {
      if (source[j] >= 0) {
        compare(from.get(start + source[j]), to.get(newStart + j), path + "/" + (start + j));
      }
    }
  }

  /** For each new element the old one it was, relative to the start; -1 when it is new. */
  private static int[] match(
      JsonNode from, int start, int olds, JsonNode to, int newStart, int news) {
    int[] source = new int[news];
    boolean[] taken = new boolean[olds];
    Map<JsonNode, Deque<Integer>> equal = new HashMap<>();
    for (int i = 0; i < olds; i++) {
      equal.computeIfAbsent(from.get(start + i), _ -> new ArrayDeque<>()).add(i);
    }
    for (int j = 0; j < news; j++) {
      Deque<Integer> candidates = equal.get(to.get(newStart + j));
      Integer found = candidates == null ? null : candidates.poll();
      source[j] = found == null ? -1 : found;
      if (found != null) {
        taken[found] = true;
      }
    }
    Map<Object, Deque<Integer>> alike = new HashMap<>();
    for (int i = 0; i < olds; i++) {
      if (!taken[i]) {
        alike.computeIfAbsent(shape(from.get(start + i)), _ -> new ArrayDeque<>()).add(i);
      }
    }
    for (int j = 0; j < news; j++) {
      if (source[j] < 0) {
        Deque<Integer> candidates = alike.get(shape(to.get(newStart + j)));
        Integer found = candidates == null ? null : candidates.poll();
        source[j] = found == null ? -1 : found;
      }
    }
    return source;
  }

  /** Elements of one shape are compared with each other rather than replaced. */
  private static Object shape(JsonNode node) {
    return node.isObject()
        ? List.of(
            node.path("type").asString(""),
            node.path("_type").asString(""),
            new TreeSet<>(node.propertyNames()))
        : node.getNodeType();
  }

  private void emit(Operation operation) {
    operations.add(operation);
    bytes +=
        switch (operation) {
          case Operation.Add(String path, JsonNode value) ->
              OVERHEAD - 4L + path.length() + JsonSize.of(value, Long.MAX_VALUE);
          case Operation.Replace(String path, JsonNode value) ->
              OVERHEAD + path.length() + JsonSize.of(value, Long.MAX_VALUE);
          case Operation.Move(String from, String path) -> 31L + from.length() + path.length();
          default -> 26L + operation.path().length();
        };
  }
}
