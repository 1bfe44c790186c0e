package dev.espalier.ui;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a view drew, prepared once: its listeners replaced by codes, and the places found where
 * other views go. Subtrees in which no view goes are the same instance in every UI assembled from
 * it, so that comparing two UIs costs only what differs.
 */
public final class ViewTemplate {

  /** A component tree with holes. */
  private sealed interface Part {
    /** Nothing goes into it. */
    record Whole(JsonNode node) implements Part {}

    /** The view with this number goes here. */
    record Hole(int number) implements Part {}

    record Fields(ImmutableMap<String, Part> fields) implements Part {}

    record Elements(ImmutableList<Part> elements) implements Part {}
  }

  private final Part root;
  private final ImmutableList<ViewReference> references;
  private final ImmutableMap<String, Listener> listeners;

  private ViewTemplate(Part root, List<ViewReference> references, Map<String, Listener> listeners) {
    this.root = root;
    this.references = ImmutableList.copyOf(references);
    this.listeners = ImmutableMap.copyOf(listeners);
  }

  /**
   * Prepares what the view named {@code view} drew.
   *
   * @throws BuildException when it is not a component, or one of its listeners has no name
   */
  public static ViewTemplate of(String view, JsonNode component, Dialect dialect)
      throws BuildException {
    if (!component.isObject() || !component.path(dialect.typeKey()).isString()) {
      throw malformed(view, component, dialect);
    }
    Reading reading = new Reading(view, dialect);
    Part root = reading.read(component);
    return new ViewTemplate(root, reading.references.build(), reading.listeners);
  }

  private static BuildException malformed(String view, JsonNode received, Dialect dialect) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("view", view).put("at", "");
    metadata.set("receive", received);
    return new BuildException(
        "components_malformated",
        "view %s must return a component, e.g. {\"%s\": \"text\", \"value\": \"…\"}; got %s"
            .formatted(view, dialect.typeKey(), shortened(received)),
        metadata);
  }

  private static String shortened(JsonNode node) {
    String text = node.toString();
    return text.length() <= 60 ? text : text.substring(0, 59) + "…";
  }

  /** One walk over a component tree. */
  private static final class Reading {
    final ImmutableList.Builder<ViewReference> references = ImmutableList.builder();
    final Map<String, Listener> listeners = new LinkedHashMap<>();
    private final String view;
    private final Dialect dialect;
    private int holes;

    Reading(String view, Dialect dialect) {
      this.view = view;
      this.dialect = dialect;
    }

    Part read(JsonNode node) throws BuildException {
      if (node.isArray()) {
        return readElements(node);
      }
      if (!node.isObject()) {
        return new Part.Whole(node);
      }
      String type = node.path(dialect.typeKey()).asString("");
      if (type.equals(dialect.viewType())) {
        references.add(ViewReference.of(node));
        return new Part.Hole(holes++);
      }
      if (isListener(node, type)) {
        return new Part.Whole(readListener(node));
      }
      return readFields(node);
    }

    private boolean isListener(JsonNode node, String type) {
      return dialect == Dialect.ROUTE
          ? type.equals("listener") && !node.has("navTo")
          : node.path("action").isString();
    }

    private JsonNode readListener(JsonNode node) throws BuildException {
      JsonNode name = dialect == Dialect.ROUTE ? node.path("name") : node.path("action");
      if (!name.isString()) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("view", view);
        metadata.set("receive", node);
        throw new BuildException(
            "no_name_in_listener",
            "view %s: a listener needs a name, as in {\"_type\": \"listener\", \"name\": \"add\"};"
                    .formatted(view)
                + " got "
                + shortened(node),
            metadata);
      }
      JsonNode props =
          node.path("props").isObject()
              ? node.path("props")
              : JsonNodeFactory.instance.objectNode();
      String code = ListenerCode.of(name.stringValue(), props);
      listeners.put(code, new Listener(code, name.stringValue(), props));
      return coded(node, code);
    }

    private JsonNode coded(JsonNode node, String code) {
      ObjectNode coded = JsonNodeFactory.instance.objectNode();
      if (dialect == Dialect.ROUTE) {
        return coded.put("_type", "listener").put("code", code);
      }
      coded.put("code", code);
      for (var field : node.properties()) {
        if (!field.getKey().equals("action") && !field.getKey().equals("props")) {
          coded.set(field.getKey(), field.getValue());
        }
      }
      return coded;
    }

    private Part readFields(JsonNode node) throws BuildException {
      ImmutableMap.Builder<String, Part> parts = ImmutableMap.builder();
      ObjectNode whole = JsonNodeFactory.instance.objectNode();
      int before = holes;
      boolean same = true;
      for (var field : node.properties()) {
        Part part = read(field.getValue());
        parts.put(field.getKey(), part);
        if (part instanceof Part.Whole(JsonNode value)) {
          whole.set(field.getKey(), value);
          same &= identical(value, field.getValue());
        }
      }
      if (holes > before) {
        return new Part.Fields(parts.buildOrThrow());
      }
      return new Part.Whole(same ? node : whole);
    }

    private Part readElements(JsonNode node) throws BuildException {
      ImmutableList.Builder<Part> parts = ImmutableList.builder();
      ArrayNode whole = JsonNodeFactory.instance.arrayNode();
      int before = holes;
      boolean same = true;
      for (JsonNode element : node) {
        Part part = read(element);
        parts.add(part);
        if (part instanceof Part.Whole(JsonNode value)) {
          whole.add(value);
          same &= identical(value, element);
        }
      }
      if (holes > before) {
        return new Part.Elements(parts.build());
      }
      return new Part.Whole(same ? node : whole);
    }
  }

  @SuppressWarnings("ReferenceEquality") // a subtree that stays as it was is shared
  private static boolean identical(JsonNode one, JsonNode other) {
    return one == other;
  }

  /** The views that go into this one, in the order of the document. */
  public ImmutableList<ViewReference> references() {
    return references;
  }

  /** The listeners placed by this view itself, by code. */
  public ImmutableMap<String, Listener> listeners() {
    return listeners;
  }

  /**
   * The component tree with {@code children.get(i)} in the place of {@code references().get(i)}.
   */
  public JsonNode assemble(List<JsonNode> children) {
    if (children.size() != references.size()) {
      throw new IllegalArgumentException(
          "%d views for %d places".formatted(children.size(), references.size()));
    }
    return assemble(root, children);
  }

  private static JsonNode assemble(Part part, List<JsonNode> children) {
    return switch (part) {
      case Part.Whole(JsonNode node) -> node;
      case Part.Hole(int number) -> children.get(number);
      case Part.Fields(ImmutableMap<String, Part> fields) -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach((key, value) -> object.set(key, assemble(value, children)));
        yield object;
      }
      case Part.Elements(ImmutableList<Part> elements) -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
        elements.forEach(element -> array.add(assemble(element, children)));
        yield array;
      }
    };
  }
}
