package dev.espalier.ui;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a view drew, prepared once: its listeners replaced by codes, and the places found where
 * other views go. Subtrees into which neither a view nor a session's own code goes are the same
 * instance in every UI assembled from it, so that comparing two UIs costs only what differs.
 */
public final class ViewTemplate {

  /** A component tree with holes. */
  private sealed interface Part {
    /** Nothing goes into it. */
    record Whole(JsonNode node) implements Part {
      @Override
      public JsonNode plain() {
        return node;
      }
    }

    /** The view with this number goes here. */
    record Hole(int number) implements Part {
      @Override
      public @Nullable JsonNode plain() {
        return null;
      }
    }

    /** A listener, whose code each session has for itself. */
    record Coded(ObjectNode plain) implements Part {}

    record Fields(ImmutableMap<String, Part> fields, @Nullable JsonNode plain) implements Part {}

    record Elements(ImmutableList<Part> elements, @Nullable JsonNode plain) implements Part {}

    /** What it is with plain codes; none when a view goes into it. */
    @Nullable JsonNode plain();
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
    if (dialect != Dialect.JSON && !isComponent(component, dialect)) {
      throw malformed(view, component, dialect);
    }
    Reading reading = new Reading(view, dialect);
    Part root = reading.read(component);
    return new ViewTemplate(root, reading.references.build(), reading.listeners);
  }

  private static boolean isComponent(JsonNode node, Dialect dialect) {
    return node.isObject() && node.path(dialect.typeKey()).isString();
  }

  /** What is no component at all. */
  static BuildException malformed(String view, JsonNode received, Dialect dialect) {
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
        return new Part.Coded(readListener(node));
      }
      return readFields(node);
    }

    private boolean isListener(JsonNode node, String type) {
      return dialect.marksListeners()
          ? type.equals("listener") && !node.has("navTo")
          : node.path("action").isString();
    }

    private ObjectNode readListener(JsonNode node) throws BuildException {
      JsonNode name = dialect.marksListeners() ? node.path("name") : node.path("action");
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

    private ObjectNode coded(JsonNode node, String code) {
      ObjectNode coded = JsonNodeFactory.instance.objectNode();
      if (dialect.marksListeners()) {
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
      ObjectNode plain = JsonNodeFactory.instance.objectNode();
      for (var field : node.properties()) {
        Part part = read(field.getValue());
        parts.put(field.getKey(), part);
        if (part.plain() != null) {
          plain.set(field.getKey(), part.plain());
        }
      }
      ImmutableMap<String, Part> fields = parts.buildOrThrow();
      return isUntouched(fields.values())
          ? new Part.Whole(node)
          : new Part.Fields(fields, isClosed(fields.values()) ? plain : null);
    }

    private Part readElements(JsonNode node) throws BuildException {
      ImmutableList.Builder<Part> parts = ImmutableList.builder();
      ArrayNode plain = JsonNodeFactory.instance.arrayNode();
      for (JsonNode element : node) {
        Part part = read(element);
        parts.add(part);
        if (part.plain() != null) {
          plain.add(part.plain());
        }
      }
      ImmutableList<Part> elements = parts.build();
      return isUntouched(elements)
          ? new Part.Whole(node)
          : new Part.Elements(elements, isClosed(elements) ? plain : null);
    }

    /** Whether they are as the app wrote them. */
    private static boolean isUntouched(Collection<Part> parts) {
      return parts.stream().allMatch(Part.Whole.class::isInstance);
    }

    private static boolean isClosed(Collection<Part> parts) {
      return parts.stream().noneMatch(part -> part.plain() == null);
    }
  }

  /** The views that go into this one, in the order of the document. */
  public ImmutableList<ViewReference> references() {
    return references;
  }

  /** The listeners placed by this view itself, by code. */
  public ImmutableMap<String, Listener> listeners() {
    return listeners;
  }

  /** The same in a session whose codes are the plain ones. */
  public JsonNode assemble(List<JsonNode> children) {
    return assemble(children, ListenerCodes.PLAIN);
  }

  /**
   * The component tree with {@code children.get(i)} in the place of {@code references().get(i)},
   * and a session's codes in those of its listeners.
   */
  public JsonNode assemble(List<JsonNode> children, ListenerCodes codes) {
    if (children.size() != references.size()) {
      throw new IllegalArgumentException(
          "%d views for %d places".formatted(children.size(), references.size()));
    }
    return assemble(root, children, codes);
  }

  private static JsonNode assemble(Part part, List<JsonNode> children, ListenerCodes codes) {
    JsonNode plain = part.plain();
    if (plain != null && codes.equals(ListenerCodes.PLAIN)) {
      return plain;
    }
    return switch (part) {
      case Part.Whole(JsonNode node) -> node;
      case Part.Hole(int number) -> children.get(number);
      case Part.Coded(ObjectNode listener) ->
          listener.deepCopy().put("code", codes.of(listener.path("code").stringValue()));
      case Part.Fields(ImmutableMap<String, Part> fields, _) -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach((key, value) -> object.set(key, assemble(value, children, codes)));
        yield object;
      }
      case Part.Elements(ImmutableList<Part> elements, _) -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
        elements.forEach(element -> array.add(assemble(element, children, codes)));
        yield array;
      }
    };
  }
}
