package dev.espalier.runner;

import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.environment.Database;
import dev.espalier.query.DocumentJson;
import dev.espalier.query.InvalidQueryException;
import dev.espalier.query.Parameters;
import dev.espalier.query.Projection;
import dev.espalier.ui.BuildException;
import dev.espalier.ui.ListenerCode;
import dev.espalier.ui.ViewReference;
import java.util.Comparator;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The UI a user should have, straight from the database at one time: the oracle. */
record BuiltFromNothing(App app, Database database, String me) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  JsonNode at(BsonTimestamp time) {
    return JSON.objectNode().set("root", view(ViewReference.named("main"), time));
  }

  private JsonNode view(ViewReference reference, BsonTimestamp time) {
    try {
      JsonNode drawn =
          app.view(
              new App.ViewRequest(
                  reference.name(), data(reference, time), reference.props(), JSON.objectNode()));
      return expanded(drawn, time);
    } catch (AppException | InvalidQueryException | BuildException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode data(ViewReference reference, BsonTimestamp time) throws InvalidQueryException {
    ArrayNode data = JSON.arrayNode();
    if (reference.collection() != null) {
      BsonDocument filter =
          Parameters.substitute(
                  DocumentJson.toDocument(reference.query()),
                  new BsonDocument("me", new BsonString(me)))
              .asDocument();
      Projection projection = Projection.parse(DocumentJson.toDocument(reference.projection()));
      List<BsonDocument> found = database.find(reference.collection(), filter, time);
      found.stream()
          .sorted(Comparator.comparing(document -> document.getObjectId("_id").getValue()))
          .forEach(document -> data.add(DocumentJson.toJson(projection.apply(document))));
    }
    return data;
  }

  private JsonNode expanded(JsonNode node, BsonTimestamp time) throws BuildException {
    if (node.isArray()) {
      ArrayNode array = JSON.arrayNode();
      for (JsonNode element : node) {
        array.add(expanded(element, time));
      }
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    return switch (node.path("_type").asString("")) {
      case "view" -> view(ViewReference.of(node), time);
      case "listener" -> {
        String code = ListenerCode.of(node.get("name").stringValue(), JSON.objectNode());
        yield JSON.objectNode().put("_type", "listener").put("code", code);
      }
      default -> {
        ObjectNode object = JSON.objectNode();
        for (var field : node.properties()) {
          object.set(field.getKey(), expanded(field.getValue(), time));
        }
        yield object;
      }
    };
  }
}
