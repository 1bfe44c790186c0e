package dev.espalier.fx.client;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.client.Component.Child;
import dev.espalier.ui.JsonPatch;
import dev.espalier.ui.PatchException;
import java.util.IdentityHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A UI as components. Older apps name a component's type in {@code type}, newer ones in {@code
 * _type}.
 *
 * @param ui the whole UI, {@code {"root": component}} or, of a JSON route, whatever the app made
 * @param pointer where in it the root component stands: {@code /root} or nothing
 */
public record ComponentTree(JsonNode ui, String pointer, Component root) {
  private static final ImmutableSet<String> ARRANGING = ImmutableSet.of("flex", "wrap", "stack");

  /** A component and where it stands in the UI. */
  public record Place(String pointer, Component component) {}

  /** Reads a UI. What is no component at all becomes one without a type. */
  public static ComponentTree of(JsonNode ui) {
    return read(ui, new Reading(new IdentityHashMap<>()));
  }

  /**
   * The tree after a patch. Components that the patch leaves alone stay the same instance.
   *
   * @throws PatchException when an operation does not fit
   */
  public ComponentTree patched(JsonPatch patch) throws PatchException {
    return changedTo(patch.apply(ui));
  }

  /** The tree of another UI; components whose JSON is the same instance stay the same. */
  public ComponentTree changedTo(JsonNode next) {
    IdentityHashMap<JsonNode, Component> known = new IdentityHashMap<>();
    collect(root, known);
    return read(next, new Reading(known));
  }

  private static void collect(Component component, IdentityHashMap<JsonNode, Component> known) {
    known.put(component.json(), component);
    component.children().forEach(child -> collect(child.component(), known));
  }

  private static ComponentTree read(JsonNode ui, Reading reading) {
    boolean wrapped = typeKey(ui) == null && ui.path("root").isObject();
    return wrapped
        ? new ComponentTree(ui, "/root", reading.component(ui.path("root")))
        : new ComponentTree(ui, "", reading.component(ui));
  }

  /** The innermost component that a JSON pointer leads into; nothing outside the root. */
  public Optional<Place> at(String path) {
    if (!leads(path, pointer)) {
      return Optional.empty();
    }
    Place place = new Place(pointer, root);
    for (Place next = inner(place, path); next != null; next = inner(place, path)) {
      place = next;
    }
    return Optional.of(place);
  }

  private static @Nullable Place inner(Place place, String path) {
    for (Child child : place.component().children()) {
      String pointer = place.pointer() + child.pointer();
      if (leads(path, pointer)) {
        return new Place(pointer, child.component());
      }
    }
    return null;
  }

  private static boolean leads(String path, String pointer) {
    return path.startsWith(pointer)
        && (path.length() == pointer.length() || path.charAt(pointer.length()) == '/');
  }

  /** How many components there are. */
  public int size() {
    return size(root);
  }

  private static int size(Component component) {
    return 1 + component.children().stream().mapToInt(child -> size(child.component())).sum();
  }

  /** Whether there are only components that arrange others, so that nothing is seen. */
  public boolean isBlank() {
    return isBlank(root);
  }

  private static boolean isBlank(Component component) {
    return ARRANGING.contains(component.type())
        && component.children().stream().allMatch(child -> isBlank(child.component()));
  }

  /** A key as it stands in a JSON pointer. */
  static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static @Nullable String typeKey(JsonNode json) {
    if (json.path("_type").isString()) {
      return "_type";
    }
    return json.path("type").isString() ? "type" : null;
  }

  /** One walk over a UI, in which components that are already known are not read again. */
  private record Reading(IdentityHashMap<JsonNode, Component> known) {

    Component component(JsonNode json) {
      Component before = known.get(json);
      if (before != null) {
        return before;
      }
      String typeKey = typeKey(json);
      ImmutableMap.Builder<String, JsonNode> properties = ImmutableMap.builder();
      ImmutableList.Builder<Child> children = ImmutableList.builder();
      ImmutableMap.Builder<String, String> listeners = ImmutableMap.builder();
      for (var field : json.properties()) {
        String name = field.getKey();
        JsonNode value = field.getValue();
        if (name.equals(typeKey)) {
          continue;
        }
        if (value.path("code").isString()) {
          listeners.put(name, value.path("code").stringValue());
        } else if (typeKey(value) != null) {
          children.add(new Child(name, "/" + escaped(name), component(value)));
        } else if (value.isArray() && !value.isEmpty() && typeKey(value.get(0)) != null) {
          for (int i = 0; i < value.size(); i++) {
            children.add(new Child(name, "/" + escaped(name) + "/" + i, component(value.get(i))));
          }
        } else {
          properties.put(name, value);
        }
      }
      return new Component(
          typeKey == null ? "" : json.path(typeKey).stringValue(),
          properties.buildOrThrow(),
          children.build(),
          listeners.buildOrThrow(),
          json);
    }
  }
}
