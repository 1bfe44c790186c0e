package dev.espalier.ui;

import com.google.common.collect.ImmutableList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A JSON patch (RFC 6902). Paths are JSON pointers (RFC 6901). */
public record JsonPatch(ImmutableList<Operation> operations) {

  /** One step of a patch. */
  public sealed interface Operation {
    String path();

    record Add(String path, JsonNode value) implements Operation {}

    record Remove(String path) implements Operation {}

    record Replace(String path, JsonNode value) implements Operation {}

    record Move(String from, String path) implements Operation {}

    record Copy(String from, String path) implements Operation {}

    record Test(String path, JsonNode value) implements Operation {}
  }

  /** The patch that turns {@code from} into {@code to}; empty when they are equal. */
  public static JsonPatch between(JsonNode from, JsonNode to) {
    return new JsonPatch(JsonDiff.between(from, to));
  }

  public boolean isEmpty() {
    return operations.isEmpty();
  }

  /**
   * The document this patch makes of {@code document}, which stays as it is. What the patch does
   * not touch is shared.
   *
   * @throws PatchException when an operation does not fit
   */
  public JsonNode apply(JsonNode document) throws PatchException {
    PatchedDocument patched = new PatchedDocument(document);
    for (Operation operation : operations) {
      patched.apply(operation);
    }
    return patched.root();
  }

  /**
   * Reads a patch.
   *
   * @throws PatchException when it is not an array of operations
   */
  public static JsonPatch parse(JsonNode json) throws PatchException {
    if (!json.isArray()) {
      throw new PatchException("a JSON patch is an array of operations; got " + json);
    }
    ImmutableList.Builder<Operation> operations = ImmutableList.builder();
    for (JsonNode operation : json) {
      operations.add(parseOperation(operation));
    }
    return new JsonPatch(operations.build());
  }

  private static Operation parseOperation(JsonNode json) throws PatchException {
    String op = text(json, "op");
    String path = text(json, "path");
    return switch (op) {
      case "add" -> new Operation.Add(path, value(json));
      case "remove" -> new Operation.Remove(path);
      case "replace" -> new Operation.Replace(path, value(json));
      case "move" -> new Operation.Move(text(json, "from"), path);
      case "copy" -> new Operation.Copy(text(json, "from"), path);
      case "test" -> new Operation.Test(path, value(json));
      default ->
          throw new PatchException(
              "op is one of add, remove, replace, move, copy, test; got " + json);
    };
  }

  private static String text(JsonNode operation, String key) throws PatchException {
    JsonNode value = operation.path(key);
    if (!value.isString()) {
      throw new PatchException("an operation needs a string %s; got %s".formatted(key, operation));
    }
    String text = value.stringValue();
    if (!key.equals("op") && !text.isEmpty() && !text.startsWith("/")) {
      throw new PatchException("%s must be empty or start with /; got %s".formatted(key, text));
    }
    return text;
  }

  private static JsonNode value(JsonNode operation) throws PatchException {
    JsonNode value = operation.get("value");
    if (value == null) {
      throw new PatchException("an operation of this kind needs a value; got " + operation);
    }
    return value;
  }

  /** The patch as it goes over the wire. */
  public ArrayNode toJson() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(operations.size());
    operations.forEach(operation -> array.add(toJson(operation)));
    return array;
  }

  private static ObjectNode toJson(Operation operation) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (operation) {
      case Operation.Add(String path, JsonNode value) ->
          json.put("op", "add").put("path", path).set("value", value);
      case Operation.Remove(String path) -> json.put("op", "remove").put("path", path);
      case Operation.Replace(String path, JsonNode value) ->
          json.put("op", "replace").put("path", path).set("value", value);
      case Operation.Move(String from, String path) ->
          json.put("op", "move").put("from", from).put("path", path);
      case Operation.Copy(String from, String path) ->
          json.put("op", "copy").put("from", from).put("path", path);
      case Operation.Test(String path, JsonNode value) ->
          json.put("op", "test").put("path", path).set("value", value);
    }
    return json;
  }
}
