package dev.espalier.fx.client;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One component of a UI, of whatever dialect. Two are the same instance where a patch left their
 * JSON alone.
 *
 * @param type as the app wrote it; types nobody knows are kept
 * @param properties all that is neither the type, a component nor a listener
 * @param children the components directly in it, in the order of the document
 * @param listeners the codes of its listeners by property, e.g. {@code onPressed}
 * @param json what it was read from
 */
public record Component(
    String type,
    ImmutableMap<String, JsonNode> properties,
    ImmutableList<Child> children,
    ImmutableMap<String, String> listeners,
    JsonNode json) {
  private static final int MOST_OUTLINED = 4;

  /** Of the older apps' spacings and paddings, in pixels. */
  private static final double OLD_UNIT = 8;

  /**
   * A component in another.
   *
   * @param slot the property it stands in, e.g. {@code children}
   * @param pointer from the parent, e.g. {@code /children/2}
   */
  public record Child(String slot, String pointer, Component component) {}

  /** The children in one slot, e.g. {@code children} or {@code leftIcon}. */
  public ImmutableList<Child> in(String slot) {
    return children.stream()
        .filter(child -> child.slot().equals(slot))
        .collect(ImmutableList.toImmutableList());
  }

  /** A property, or a missing node. */
  public JsonNode property(String name) {
    JsonNode value = properties.get(name);
    return value == null ? MissingNode.getInstance() : value;
  }

  /** A property that is a word, or {@code otherwise}. */
  public String word(String name, String otherwise) {
    JsonNode value = property(name);
    return value.isValueNode() && !value.isNull() ? value.asString() : otherwise;
  }

  /** A property that is a number, or {@code otherwise}. */
  public double number(String name, double otherwise) {
    JsonNode value = property(name);
    return value.isNumber() ? value.asDouble() : otherwise;
  }

  /**
   * How many pixels a spacing or padding of 1 is. Apps that name a type in {@code type} count in
   * eights, as Lenra's components did then; those with {@code _type} in pixels.
   */
  public double unit() {
    return json.path("_type").isString() ? 1 : OLD_UNIT;
  }

  /** Whether a property is {@code true}. */
  public boolean is(String name) {
    JsonNode value = property(name);
    return value.isBoolean() && value.booleanValue();
  }

  /** The code to run when {@code event} happens, e.g. {@code onPressed}. */
  public Optional<String> listener(String event) {
    return Optional.ofNullable(listeners.get(event));
  }

  /** Components of one kind can be shown one after the other by the same control. */
  String kind() {
    return switch (type) {
      case "flex" -> is("scroll") ? "flex scrolled along " + word("direction", "") : type;
      case "textfield" -> is("obscureText") ? "password" : lines();
      default -> type;
    };
  }

  private String lines() {
    return number("maxLines", 1) > 1 ? "textarea" : "textfield";
  }

  /** What a reader would call it, e.g. {@code button “+”}. */
  public String title() {
    String label =
        type.equals("text") || type.equals("icon") ? word("value", "") : word("text", "");
    if (label.isEmpty()) {
      label = word("name", "");
    }
    return label.isEmpty() ? type : "%s “%s”".formatted(type, shortened(label));
  }

  /** Its title with those of what is in it, e.g. {@code flex of text “Milk”, button “Delete”}. */
  public String outline() {
    return children.isEmpty()
        ? title()
        : "%s of %s"
            .formatted(
                title(),
                children.stream()
                    .limit(MOST_OUTLINED)
                    .map(child -> child.component().outline())
                    .collect(joining(", ", "", children.size() > MOST_OUTLINED ? ", …" : "")));
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 39) + "…";
  }
}
