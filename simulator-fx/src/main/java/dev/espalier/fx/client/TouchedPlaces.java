package dev.espalier.fx.client;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableSet;
import dev.espalier.ui.JsonPatch;
import dev.espalier.ui.JsonPatch.Operation;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the places a patch touched stand once all of it has been applied: an operation on an array
 * shifts what earlier ones touched behind it. Of a removal remains the array or object it was in.
 */
final class TouchedPlaces {
  private Set<String> pointers = new LinkedHashSet<>();

  private TouchedPlaces() {}

  /** The JSON pointers into the UI as it is after the patch. */
  static ImmutableSet<String> of(JsonPatch patch) {
    TouchedPlaces places = new TouchedPlaces();
    for (Operation operation : patch.operations()) {
      places.shift(operation);
      places.touch(operation);
    }
    return ImmutableSet.copyOf(places.pointers);
  }

  /** What one of its operations touched, as it stands after the whole patch. */
  static ImmutableSet<String> of(JsonPatch patch, int operation) {
    TouchedPlaces places = new TouchedPlaces();
    places.touch(patch.operations().get(operation));
    patch.operations().stream().skip(operation + 1L).forEach(places::shift);
    return ImmutableSet.copyOf(places.pointers);
  }

  private void touch(Operation operation) {
    switch (operation) {
      case Operation.Add(String path, _) -> pointers.add(path);
      case Operation.Copy(_, String path) -> pointers.add(path);
      case Operation.Replace(String path, _) -> pointers.add(path);
      case Operation.Remove(String path) -> pointers.add(parent(path));
      case Operation.Move(_, String path) -> pointers.add(path);
      case Operation.Test _ -> {}
    }
  }

  private void shift(Operation operation) {
    switch (operation) {
      case Operation.Add(String path, _) -> shift(path, 1);
      case Operation.Copy(_, String path) -> shift(path, 1);
      case Operation.Remove(String path) -> remove(path);
      case Operation.Move(String from, String path) -> {
        remove(from);
        shift(path, 1);
      }
      case Operation.Replace _, Operation.Test _ -> {}
    }
  }

  private void remove(String path) {
    pointers.removeIf(pointer -> pointer.equals(path) || pointer.startsWith(path + "/"));
    shift(path, -1);
  }

  /** Moves what stands at {@code path} or behind it in the same array by one. */
  private void shift(String path, int by) {
    String array = parent(path);
    int index = index(path.substring(array.length()));
    if (index >= 0) {
      pointers =
          pointers.stream()
              .map(pointer -> shifted(pointer, array, index, by))
              .collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }

  private static String shifted(String pointer, String array, int from, int by) {
    if (!pointer.startsWith(array + "/")) {
      return pointer;
    }
    int end = pointer.indexOf('/', array.length() + 1);
    String rest = end < 0 ? "" : pointer.substring(end);
    int index = index(pointer.substring(array.length(), pointer.length() - rest.length()));
    return index < from ? pointer : "%s/%d%s".formatted(array, index + by, rest);
  }

  /** The number after the slash, or -1. */
  private static int index(String segment) {
    String digits = segment.isEmpty() ? "" : segment.substring(1);
    boolean number = !digits.isEmpty() && CharMatcher.inRange('0', '9').matchesAllOf(digits);
    return number && digits.length() < 10 ? Integer.parseInt(digits) : -1;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
  }
}
