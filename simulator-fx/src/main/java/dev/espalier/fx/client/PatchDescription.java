package dev.espalier.fx.client;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.espalier.fx.client.ComponentTree.Place;
import dev.espalier.scenario.play.Meter;
import dev.espalier.scenario.story.Why;
import dev.espalier.ui.JsonPatch;
import dev.espalier.ui.JsonPatch.Operation;
import dev.espalier.ui.PatchException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A patch in words, with what it spared.
 *
 * @param lines of its first operations, {@value #MOST} at most
 * @param operations how many it has
 * @param bytes of the patch, as JSON in UTF-8
 * @param fullBytes of the whole UI that would have been sent instead
 */
public record PatchDescription(
    ImmutableList<Line> lines, int operations, int bytes, int fullBytes) {
  /** More of them nobody reads. */
  private static final int MOST = 40;

  private static final int LONGEST = 120;

  /**
   * One operation.
   *
   * @param op e.g. {@code replace}
   * @param words e.g. {@code text “Yours: 1”: value is “Yours: 2”, was “Yours: 1”}
   * @param path the operation's JSON pointer
   * @param before what stood there; empty when nothing did
   * @param after what stands there now; empty when nothing does
   */
  public record Line(String op, String words, String path, String before, String after) {}

  /**
   * Describes a patch of {@code ui}.
   *
   * @throws PatchException when an operation does not fit
   */
  public static PatchDescription of(JsonPatch patch, JsonNode ui) throws PatchException {
    ImmutableList.Builder<Line> lines = ImmutableList.builder();
    ComponentTree tree = ComponentTree.of(ui);
    for (Operation operation : Iterables.limit(patch.operations(), MOST)) {
      ComponentTree next = tree.patched(new JsonPatch(ImmutableList.of(operation)));
      lines.add(line(operation, tree, next));
      tree = next;
    }
    return new PatchDescription(
        lines.build(),
        patch.operations().size(),
        Meter.bytes(patch.toJson()),
        Meter.bytes(patch.apply(ui)));
  }

  private static Line line(Operation operation, ComponentTree before, ComponentTree after) {
    String path = operation.path();
    String words = words(operation, before, after);
    return switch (operation) {
      case Operation.Add(_, JsonNode value) -> new Line("add", words, path, "", shown(value));
      case Operation.Remove _ -> new Line("remove", words, path, shown(before.ui().at(path)), "");
      case Operation.Replace(_, JsonNode value) ->
          new Line("replace", words, path, shown(before.ui().at(path)), shown(value));
      case Operation.Move(String from, _) -> new Line("move", words, path, from, path);
      case Operation.Copy(String from, _) -> new Line("copy", words, path, from, path);
      case Operation.Test(_, JsonNode value) -> new Line("test", words, path, "", shown(value));
    };
  }

  /** E.g. {@code 1 op, 96 B instead of 1.2 kB}. */
  public String summary() {
    return "%,d %s, %s instead of %s"
        .formatted(
            operations, operations == 1 ? "op" : "ops", Why.size(bytes), Why.size(fullBytes));
  }

  private static String words(Operation operation, ComponentTree before, ComponentTree after) {
    return switch (operation) {
      case Operation.Add(String path, JsonNode value) -> added(path, value, after);
      case Operation.Remove(String path) -> removed(path, before);
      case Operation.Replace(String path, JsonNode value) -> replaced(path, value, before);
      case Operation.Move(String from, String path) ->
          "%s moved from %s to %s"
              .formatted(title(before, from), position(before, from), position(after, path));
      case Operation.Copy(String from, String path) ->
          "%s copied to %s".formatted(title(before, from), position(after, path));
      case Operation.Test(String path, JsonNode value) ->
          "%s must be %s".formatted(position(before, path), quoted(value));
    };
  }

  private static String added(String path, JsonNode value, ComponentTree after) {
    return isComponent(after, path)
        ? "%s added as %s".formatted(title(after, path), position(after, path))
        : "%s: %s added, %s".formatted(owner(after, path), property(after, path), quoted(value));
  }

  private static String removed(String path, ComponentTree before) {
    return isComponent(before, path)
        ? "%s removed from %s".formatted(title(before, path), position(before, path))
        : "%s: %s removed".formatted(owner(before, path), property(before, path));
  }

  private static String replaced(String path, JsonNode value, ComponentTree before) {
    JsonNode old = before.ui().at(path);
    return isComponent(before, path)
        ? "%s replaced by %s".formatted(title(before, path), ComponentTree.of(value).root().title())
        : "%s: %s is %s, was %s"
            .formatted(owner(before, path), property(before, path), quoted(value), quoted(old));
  }

  private static boolean isComponent(ComponentTree tree, String path) {
    return tree.at(path).filter(place -> place.pointer().equals(path)).isPresent();
  }

  private static String title(ComponentTree tree, String path) {
    return isComponent(tree, path) ? owner(tree, path) : path;
  }

  private static String owner(ComponentTree tree, String path) {
    return tree.at(path).map(place -> place.component().title()).orElse("the UI");
  }

  /** What of its component a path leads to: a property, or {@code all of it}. */
  private static String property(ComponentTree tree, String path) {
    int owned = tree.at(path).map(place -> place.pointer().length()).orElse(0);
    return path.length() > owned ? path.substring(owned + 1) : "all of it";
  }

  /** Where a component stands in its parent, e.g. {@code child 3 of flex}. */
  private static String position(ComponentTree tree, String path) {
    String parentPath = path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    Optional<Place> parent = tree.at(parentPath);
    String last = path.substring(path.lastIndexOf('/') + 1);
    boolean number = !last.isEmpty() && last.chars().allMatch(Character::isDigit);
    String which = number ? "child " + (Long.parseLong(last) + 1) : last;
    return parent
        .map(place -> "%s of %s".formatted(which, place.component().title()))
        .orElse("the root");
  }

  /** Components by what a reader would call them, anything else as it stands in the UI. */
  private static String shown(JsonNode value) {
    Component component = ComponentTree.of(value).root();
    if (!component.type().isEmpty()) {
      return shortened(component.outline());
    }
    ImmutableList<Component> components =
        ComponentTree.of(JsonNodeFactory.instance.objectNode().set("all", value))
            .root()
            .children()
            .stream()
            .map(Component.Child::component)
            .collect(ImmutableList.toImmutableList());
    return components.isEmpty()
        ? quoted(value)
        : shortened(components.stream().map(Component::outline).collect(joining(", ", "[", "]")));
  }

  private static String quoted(JsonNode value) {
    return shortened(value.isString() ? "“" + value.stringValue() + "”" : value.toString());
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
