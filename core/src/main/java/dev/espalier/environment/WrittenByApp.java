package dev.espalier.environment;

import dev.espalier.app.DataAccess.DataException;
import dev.espalier.query.DocumentJson;
import dev.espalier.query.Filter;
import dev.espalier.query.InvalidQueryException;
import dev.espalier.query.Parameters;
import dev.espalier.query.Projection;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import tools.jackson.databind.JsonNode;

/**
 * Reads the JSON that an app writes. What is wrong with it is said in the data API's words.
 *
 * @param parameters what {@code "@me"} stands for
 */
record WrittenByApp(BsonDocument parameters) {

  /** A document's fields, without its id; MongoDB would take a $ for an operator. */
  BsonDocument fields(JsonNode written) throws DataException {
    BsonDocument document = substituted(written);
    document.remove("_id");
    for (String name : document.keySet()) {
      if (name.startsWith("$")) {
        throw DataException.badRequest(
            "no field of a document begins with $; give another name to " + name);
      }
    }
    return document;
  }

  Filter filter(JsonNode written) throws DataException, InvalidQueryException {
    return Filter.parse(substituted(written));
  }

  private BsonDocument substituted(JsonNode written) throws DataException {
    return (BsonDocument)
        Parameters.substitute(object(written, DocumentJson::toDocument), parameters);
  }

  static Projection projection(JsonNode written) throws DataException, InvalidQueryException {
    return Projection.parse(object(written, DocumentJson::toDocument));
  }

  /** Texts in it stay what they are. */
  static BsonDocument update(JsonNode written) throws DataException {
    UpdateOperators.check(written);
    return object(written, DocumentJson::toDocumentOfTexts);
  }

  private static BsonDocument object(JsonNode written, Function<JsonNode, BsonDocument> how)
      throws DataException {
    if (!written.isObject()) {
      throw DataException.badRequest("an object is expected, e.g. {\"count\": 0}: " + written);
    }
    try {
      return how.apply(written);
    } catch (IllegalArgumentException e) {
      throw DataException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  static BsonValue id(String written) {
    return DocumentJson.objectId(written)
        .<BsonValue>map(BsonObjectId::new)
        .orElseGet(() -> new BsonString(written));
  }
}
