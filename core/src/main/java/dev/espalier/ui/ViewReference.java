package dev.espalier.ui;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place in a component tree (or a route) where another view goes, whatever the app's dialect.
 *
 * @param name the view's name
 * @param props an object, empty when the app gave none
 * @param collection the collection its data comes from; without one its data is {@code []}
 * @param query a MongoDB filter, still with its parameters such as {@code "@me"}
 * @param projection a MongoDB projection, empty for whole documents
 * @param context which parts of the session's context the view is given, as the app wrote it
 */
public record ViewReference(
    String name,
    JsonNode props,
    @Nullable String collection,
    JsonNode query,
    JsonNode projection,
    JsonNode context) {

  private static final ObjectNode EMPTY = JsonNodeFactory.instance.objectNode();

  /** A view without data, as the root of an app is. */
  public static ViewReference named(String name) {
    return new ViewReference(name, EMPTY, null, EMPTY, EMPTY, EMPTY);
  }

  /**
   * Reads a reference as the app wrote it: the query stands in {@code find}, or beside the name in
   * older apps.
   *
   * @throws BuildException when it has no name
   */
  public static ViewReference of(JsonNode written) throws BuildException {
    JsonNode name = written.path("name");
    if (!name.isString()) {
      ObjectNode metadata = JsonNodeFactory.instance.objectNode();
      metadata.set("receive", written);
      throw new BuildException(
          "components_malformated",
          "a view reference needs a name, as in {\"_type\": \"view\", \"name\": \"counter\"}; got "
              + written,
          metadata);
    }
    JsonNode find = written.path("find").isObject() ? written.path("find") : written;
    JsonNode collection = find.path("coll");
    return new ViewReference(
        name.stringValue(),
        objectOr(written.path("props")),
        collection.isString() ? collection.stringValue() : null,
        objectOr(find.path("query")),
        objectOr(find.path("projection")),
        objectOr(written.path("context")));
  }

  private static JsonNode objectOr(JsonNode node) {
    return node.isObject() ? node : EMPTY;
  }
}
