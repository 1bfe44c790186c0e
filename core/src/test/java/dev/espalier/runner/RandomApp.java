package dev.espalier.runner;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.app.App.ListenerRequest;
import dev.espalier.app.App.ViewRequest;
import dev.espalier.app.AppException;
import dev.espalier.app.DataAccess.DataException;
import dev.espalier.app.DataAccess.Documents;
import dev.espalier.app.DataAccess.Transaction;
import dev.espalier.app.JavaApp;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An app of lists over random queries, some with a view of its own for each document, and one
 * listener that writes what its event says. A document's own view fails without its document, as
 * real apps do.
 */
final class RandomApp {
  static final List<String> COLLECTIONS = List.of("c0", "c1");

  private static final List<String> QUERIES =
      List.of(
          "{}",
          "{'a':1}",
          "{'a':{'$gt':1}}",
          "{'user':'@me'}",
          "{'tags':'x'}",
          "{'$or':[{'a':0},{'b':{'$exists':false}}]}",
          "{'a':{'$in':[0,2]},'b':{'$ne':1}}",
          "{'tags':{'$size':2}}",
          "{'a':{'$not':{'$lt':2}}}");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ImmutableList<JsonNode> lists;

  RandomApp(Random random) {
    this.lists =
        IntStream.rangeClosed(1, 2 + random.nextInt(3))
            .mapToObj(_ -> list(random))
            .collect(ImmutableList.toImmutableList());
  }

  private static JsonNode list(Random random) {
    ObjectNode find =
        (ObjectNode)
            World.json(
                "{'coll':'%s','query':%s}"
                    .formatted(
                        COLLECTIONS.get(random.nextInt(COLLECTIONS.size())),
                        QUERIES.get(random.nextInt(QUERIES.size()))));
    boolean detailed = random.nextBoolean();
    if (!detailed && random.nextBoolean()) {
      find.set("projection", World.json("{'a':true}"));
    }
    ObjectNode list = JSON.objectNode().put("_type", "view").put("name", "list");
    list.putObject("props").put("coll", find.get("coll").stringValue()).put("detailed", detailed);
    list.set("find", find);
    return list;
  }

  JavaApp app() {
    return new JavaApp(
        World.json("{'lenra':{'routes':[{'path':'/','view':{'_type':'view','name':'main'}}]}}"),
        ImmutableMap.of(
            "main", this::drawMain, "list", RandomApp::drawList, "item", RandomApp::item),
        ImmutableMap.of("write", RandomApp::write));
  }

  private JsonNode drawMain(ViewRequest request) {
    ObjectNode main = JSON.objectNode().put("_type", "flex");
    ArrayNode children = main.putArray("children");
    children.add(
        World.json(
            "{'_type':'button','text':'write','onPressed':{'_type':'listener','name':'write'}}"));
    lists.forEach(children::add);
    return main;
  }

  private static JsonNode drawList(ViewRequest request) {
    ObjectNode list = JSON.objectNode().put("_type", "flex");
    ArrayNode children = list.putArray("children");
    for (JsonNode document : request.data()) {
      children.add(
          request.props().get("detailed").booleanValue()
              ? World.json(
                  "{'_type':'view','name':'item','find':{'coll':'%s','query':{'_id':'%s'}}}"
                      .formatted(
                          request.props().get("coll").stringValue(),
                          document.get("_id").stringValue()))
              : text(document));
    }
    return list;
  }

  private static JsonNode item(ViewRequest request) throws AppException {
    if (request.data().isEmpty()) {
      throw new AppException(AppException.Reason.FAILED, "there is no such document");
    }
    return text(request.data().get(0));
  }

  private static JsonNode text(JsonNode document) {
    return JSON.objectNode().put("_type", "text").put("value", document.toString());
  }

  /** Does a list of operations; with {@code commit} or {@code abort} last, in a transaction. */
  private static void write(ListenerRequest request, Documents data) throws DataException {
    JsonNode operations = request.event();
    String end = operations.get(operations.size() - 1).get(0).stringValue();
    Transaction transaction =
        end.equals("commit") || end.equals("abort") ? data.transaction() : null;
    for (JsonNode operation : operations) {
      write(operation, transaction == null ? data : transaction);
    }
    if (transaction != null && end.equals("commit")) {
      transaction.commit();
    }
  }

  private static void write(JsonNode operation, Documents data) throws DataException {
    switch (operation.get(0).stringValue()) {
      case "insert" -> data.create(operation.get(1).stringValue(), operation.get(2));
      case "update" ->
          data.updateMany(operation.get(1).stringValue(), operation.get(2), operation.get(3));
      case "delete" -> {
        JsonNode found =
            data.find(operation.get(1).stringValue(), operation.get(2), JSON.objectNode());
        if (!found.isEmpty()) {
          data.delete(operation.get(1).stringValue(), found.get(0).get("_id").stringValue());
        }
      }
      default -> {}
    }
  }

  /** A list of operations for the listener that become visible as one change. */
  static JsonNode transaction(Random random) {
    ArrayNode operations = written(random);
    operations.addArray().add("commit");
    return operations;
  }

  private static ArrayNode written(Random random) {
    ArrayNode operations = JSON.arrayNode();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      operations.add(operation(random));
    }
    return operations;
  }

  /** A list of operations for the listener, perhaps in a transaction. */
  static JsonNode operations(Random random) {
    ArrayNode operations = written(random);
    if (random.nextInt(3) == 0) {
      operations.addArray().add(random.nextInt(3) == 0 ? "abort" : "commit");
    }
    return operations;
  }

  private static JsonNode operation(Random random) {
    String collection = COLLECTIONS.get(random.nextInt(COLLECTIONS.size()));
    return switch (random.nextInt(5)) {
      case 0, 1 -> World.json("['insert','%s',%s]".formatted(collection, document(random)));
      case 2, 3 ->
          World.json(
              "['update','%s',{'a':%d},{'$set':{'%s':%d}}]"
                  .formatted(
                      collection,
                      random.nextInt(4),
                      random.nextBoolean() ? "a" : "b",
                      random.nextInt(4)));
      default -> World.json("['delete','%s',{'a':%d}]".formatted(collection, random.nextInt(4)));
    };
  }

  private static String document(Random random) {
    return "{'a':%d%s%s%s}"
        .formatted(
            random.nextInt(4),
            random.nextBoolean() ? ",'b':" + random.nextInt(3) : "",
            random.nextBoolean() ? ",'user':'@me'" : "",
            switch (random.nextInt(3)) {
              case 0 -> ",'tags':['x']";
              case 1 -> ",'tags':['x','y']";
              default -> "";
            });
  }
}
