package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.scenario.Step.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * A component as it stands in a client's UI, whatever the app's dialect.
 *
 * @param at where in {@code {"root": …}}
 * @param json the component with all it contains
 */
record Component(JsonPointer at, JsonNode json) {
  private static final ImmutableSet<String> SHOW_THEIR_VALUE = ImmutableSet.of("text", "textfield");
  private static final ImmutableList<String> NAMES =
      ImmutableList.of("text", "value", "label", "name", "semanticLabel", "semanticsLabel");
  private static final ImmutableList<String> DECORATIONS =
      ImmutableList.of("labelText", "hintText", "helperText");

  /** All components of a UI, in the order of the document. */
  static List<Component> all(JsonNode ui) {
    List<Component> found = new ArrayList<>();
    collect(JsonPointer.empty(), ui, found);
    return found;
  }

  /** All that a UI shows to be read, in the order of the document. */
  static List<String> texts(JsonNode ui) {
    return all(ui).stream().flatMap(component -> component.text().stream()).toList();
  }

  private static void collect(JsonPointer at, JsonNode node, List<Component> found) {
    if (node.isObject()) {
      if (isComponent(node)) {
        found.add(new Component(at, node));
      }
      node.properties()
          .forEach(field -> collect(at.appendProperty(field.getKey()), field.getValue(), found));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(at.appendIndex(i), node.get(i), found);
      }
    }
  }

  private static boolean isComponent(JsonNode node) {
    return node.path("_type").isString()
        ? !node.path("_type").stringValue().equals("listener")
        : node.path("type").isString() && !node.has("code");
  }

  String type() {
    return json.path("_type").asString(json.path("type").asString(""));
  }

  boolean isTextField() {
    return type().equals("textfield");
  }

  /** What it shows to be read. */
  Optional<String> text() {
    JsonNode shown = json.path(SHOW_THEIR_VALUE.contains(type()) ? "value" : "text");
    return shown.isString() ? Optional.of(shown.stringValue()) : Optional.empty();
  }

  /** The name of a form's field. */
  Optional<String> field() {
    JsonNode name = json.path("name");
    return name.isString() ? Optional.of(name.stringValue()) : Optional.empty();
  }

  /** The code of its listener under a key such as {@code onPressed}. */
  Optional<String> listener(String key) {
    JsonNode code = json.path(key).path("code");
    return code.isString() ? Optional.of(code.stringValue()) : Optional.empty();
  }

  /** Everything it may be called by. */
  Stream<String> names() {
    JsonNode decoration = json.path("style").path("decoration");
    return Stream.concat(NAMES.stream().map(json::path), DECORATIONS.stream().map(decoration::path))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue);
  }

  boolean contains(Component other) {
    return !at.equals(other.at) && other.at.toString().startsWith(at + "/");
  }

  /**
   * The component that a scenario means.
   *
   * @param components all of the UI
   * @param candidates those of them that the step can be done with, in the same order
   */
  static Optional<Component> find(
      Target target, List<Component> components, List<Component> candidates) {
    return called(target, components, candidates).skip(target.nth() - 1L).findFirst();
  }

  /** All that a target may mean, if there were not {@code nth}. */
  static Stream<Component> called(
      Target target, List<Component> components, List<Component> candidates) {
    return below(target, components, candidates)
        .filter(candidate -> candidate.isCalled(target.name(), components, candidates));
  }

  private static Stream<Component> below(
      Target target, List<Component> components, List<Component> candidates) {
    String landmark = target.below();
    if (landmark == null) {
      return candidates.stream();
    }
    List<Component> after =
        components.stream()
            .dropWhile(each -> each.names().noneMatch(landmark::equals))
            .skip(1)
            .toList();
    return candidates.stream().filter(after::contains);
  }

  /** By a name of its own, or by what stands in it and in no other candidate inside it. */
  private boolean isCalled(String name, List<Component> components, List<Component> candidates) {
    if (name.startsWith("/")) {
      return at.toString().equals(name);
    }
    if (names().anyMatch(name::equals)) {
      return true;
    }
    return components.stream()
        .filter(this::contains)
        .filter(inner -> inner.names().anyMatch(name::equals))
        .anyMatch(inner ->
            candidates.stream()
                .filter(this::contains)
                .noneMatch(other -> other.equals(inner) || other.contains(inner)));
  }
}
