package dev.espalier.ui;

import com.google.common.base.Splitter;
import dev.espalier.ui.JsonPatch.Operation;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ContainerNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document while a patch is being applied: containers are copied once, when something in them
 * first changes, and then changed in place.
 */
final class PatchedDocument {
  private static final Splitter SEGMENTS = Splitter.on('/');

  private final Set<JsonNode> own = Collections.newSetFromMap(new IdentityHashMap<>());
  private JsonNode root;

  PatchedDocument(JsonNode document) {
    this.root = document;
  }

  JsonNode root() {
    return root;
  }

  void apply(Operation operation) throws PatchException {
    switch (operation) {
      case Operation.Add(String path, JsonNode value) -> add(path, value);
      case Operation.Remove(String path) -> remove(path);
      case Operation.Replace(String path, JsonNode value) -> replace(path, value);
      case Operation.Move(String from, String path) -> {
        if (path.startsWith(from + "/")) {
          throw new PatchException("cannot move %s into itself".formatted(from));
        }
        add(path, remove(from));
      }
      case Operation.Copy(String from, String path) -> add(path, get(from));
      case Operation.Test(String path, JsonNode value) -> {
        JsonNode found = get(path);
        if (!sameValue(found, value)) {
          throw new PatchException(
              "test of %s: expected %s but was %s".formatted(path, value, found));
        }
      }
    }
  }

  private static boolean sameValue(JsonNode one, JsonNode other) {
    return one.equals(PatchedDocument::compareNumbers, other);
  }

  private static int compareNumbers(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  private JsonNode get(String path) throws PatchException {
    JsonNode node = root;
    for (String segment : segments(path)) {
      node = child(node, segment, path);
    }
    return node;
  }

  private void add(String path, JsonNode value) throws PatchException {
    List<String> segments = segments(path);
    if (segments.isEmpty()) {
      root = value;
      return;
    }
    String last = segments.getLast();
    switch (parent(segments, path)) {
      case ArrayNode array ->
          array.insert(last.equals("-") ? array.size() : index(last, array.size(), path), value);
      case ObjectNode object -> object.set(last, value);
      default -> throw noContainer(path);
    }
  }

  private JsonNode remove(String path) throws PatchException {
    List<String> segments = segments(path);
    if (segments.isEmpty()) {
      throw new PatchException("the whole document cannot be removed");
    }
    String last = segments.getLast();
    ContainerNode<?> parent = parent(segments, path);
    JsonNode removed = child(parent, last, path);
    switch (parent) {
      case ArrayNode array -> array.remove(index(last, array.size() - 1, path));
      case ObjectNode object -> object.remove(last);
      default -> throw noContainer(path);
    }
    return removed;
  }

  private void replace(String path, JsonNode value) throws PatchException {
    List<String> segments = segments(path);
    if (segments.isEmpty()) {
      root = value;
      return;
    }
    String last = segments.getLast();
    ContainerNode<?> parent = parent(segments, path);
    child(parent, last, path);
    switch (parent) {
      case ArrayNode array -> array.set(index(last, array.size() - 1, path), value);
      case ObjectNode object -> object.set(last, value);
      default -> throw noContainer(path);
    }
  }

  /** The container that the last segment is in, ready to be changed. */
  private ContainerNode<?> parent(List<String> segments, String path) throws PatchException {
    ContainerNode<?> parent = owned(root, path);
    root = parent;
    for (String segment : segments.subList(0, segments.size() - 1)) {
      ContainerNode<?> child = owned(child(parent, segment, path), path);
      switch (parent) {
        case ArrayNode array -> array.set(index(segment, array.size() - 1, path), child);
        case ObjectNode object -> object.set(segment, child);
        default -> throw noContainer(path);
      }
      parent = child;
    }
    return parent;
  }

  private ContainerNode<?> owned(JsonNode node, String path) throws PatchException {
    if (!(node instanceof ContainerNode<?> container)) {
      throw noContainer(path);
    }
    if (own.contains(container)) {
      return container;
    }
    ContainerNode<?> copy =
        switch (container) {
          case ArrayNode array -> array.arrayNode(array.size()).addAll(array);
          case ObjectNode object -> object.objectNode().setAll(object);
          default -> throw noContainer(path);
        };
    own.add(copy);
    return copy;
  }

  private static JsonNode child(JsonNode parent, String segment, String path)
      throws PatchException {
    @Nullable JsonNode child =
        switch (parent) {
          case ArrayNode array -> array.get(index(segment, array.size() - 1, path));
          case ObjectNode object -> object.get(segment);
          default -> throw noContainer(path);
        };
    if (child == null) {
      throw new PatchException("there is nothing at " + path);
    }
    return child;
  }

  private static int index(String segment, int highest, String path) throws PatchException {
    boolean digits = !segment.isEmpty() && segment.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || segment.length() > 9 || (segment.length() > 1 && segment.startsWith("0"))) {
      throw new PatchException("%s: %s is not an array index".formatted(path, segment));
    }
    int index = Integer.parseInt(segment);
    if (index > highest) {
      throw new PatchException(
          "%s: index %d is beyond the array's end at %d".formatted(path, index, highest));
    }
    return index;
  }

  private static List<String> segments(String path) {
    if (path.isEmpty()) {
      return List.of();
    }
    return SEGMENTS
        .splitToStream(path.substring(1))
        .map(segment -> segment.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  private static PatchException noContainer(String path) {
    return new PatchException("%s goes through a value that is no container".formatted(path));
  }
}
