package dev.espalier.fx.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.client.ComponentTree.Place;
import dev.espalier.ui.JsonPatch;
import dev.espalier.ui.JsonPatch.Operation;
import dev.espalier.ui.PatchException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A patch in words, with what it spared.
 *
 * @param bytes of the patch, as JSON in UTF-8
 * @param fullBytes of the whole UI that would have been sent instead
 */
public record PatchDescription(ImmutableList<Line> lines, int bytes, int fullBytes) {

  /**
   * One operation.
   *
   * @param words e.g. {@code text “Yours: 1”: value is “Yours: 2”, was “Yours: 1”}
   * @param path the operation's JSON pointer
   * @param bytes of the operation alone
   */
  public record Line(String words, String path, int bytes) {}

  /**
   * Describes a patch of {@code ui}.
   *
   * @throws PatchException when an operation does not fit
   */
  public static PatchDescription of(JsonPatch patch, JsonNode ui) throws PatchException {
    ImmutableList.Builder<Line> lines = ImmutableList.builder();
    ComponentTree tree = ComponentTree.of(ui);
    for (Operation operation : patch.operations()) {
      JsonPatch single = new JsonPatch(ImmutableList.of(operation));
      ComponentTree next = tree.patched(single);
      int bytes = bytes(single.toJson().get(0));
      lines.add(new Line(words(operation, tree, next), operation.path(), bytes));
      tree = next;
    }
    return new PatchDescription(lines.build(), bytes(patch.toJson()), bytes(tree.ui()));
  }

  /** E.g. {@code 1 operation, 96 bytes instead of 1,204}. */
  public String summary() {
    int count = lines.size();
    return "%d operation%s, %,d bytes instead of %,d"
        .formatted(count, count == 1 ? "" : "s", bytes, fullBytes);
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

  private static String quoted(JsonNode value) {
    String text = value.isString() ? "“" + value.stringValue() + "”" : value.toString();
    return text.length() <= 60 ? text : text.substring(0, 59) + "…";
  }

  private static int bytes(JsonNode json) {
    return json.toString().getBytes(UTF_8).length;
  }
}
