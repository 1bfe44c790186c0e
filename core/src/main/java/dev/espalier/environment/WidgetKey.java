package dev.espalier.environment;

import com.google.common.hash.Hashing;
import dev.espalier.otp.Name;
import dev.espalier.query.DocumentJson;
import dev.espalier.query.Filter;
import dev.espalier.query.InvalidQueryException;
import dev.espalier.query.Parameters;
import dev.espalier.query.Projection;
import dev.espalier.ui.BuildException;
import dev.espalier.ui.CanonicalJson;
import dev.espalier.ui.ViewReference;
import java.nio.charset.StandardCharsets;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What tells one W from another: there is one for each, whatever session shows it.
 *
 * @param query none for a view without data
 * @param projection a MongoDB projection, empty for whole documents
 * @param context what the view is told of session and route, an object
 */
public record WidgetKey(
    String view,
    JsonNode props,
    @Nullable QueryKey query,
    BsonDocument projection,
    JsonNode context) {
  private static final int HASH_DIGITS = 12;

  /**
   * The W that a reference asks for.
   *
   * @param parameters what {@code "@me"} and its like stand for
   * @param context what this view is told
   * @throws BuildException when its query or projection is none
   */
  public static WidgetKey of(ViewReference reference, BsonDocument parameters, JsonNode context)
      throws BuildException {
    try {
      BsonDocument projection = DocumentJson.toDocument(reference.projection());
      Projection.parse(projection);
      return new WidgetKey(
          reference.name(), reference.props(), query(reference, parameters), projection, context);
    } catch (InvalidQueryException | IllegalArgumentException e) {
      throw new BuildException(
          "invalid_query",
          "the query of view %s: %s".formatted(reference.name(), e.getMessage()),
          JsonNodeFactory.instance.objectNode().put("view", reference.name()));
    }
  }

  private static @Nullable QueryKey query(ViewReference reference, BsonDocument parameters)
      throws InvalidQueryException {
    if (reference.collection() == null) {
      return null;
    }
    if (CollectionName.isReserved(reference.collection())) {
      throw new InvalidQueryException("there is no collection " + reference.collection());
    }
    BsonDocument written = DocumentJson.toDocument(reference.query());
    BsonDocument query = Parameters.substitute(written, parameters).asDocument();
    return new QueryKey(reference.collection(), Filter.parse(query));
  }

  /** What its W is registered under: the view's name, and a hash of the rest. */
  Name name(Environment environment) {
    String rest =
        "%s\n%s\n%s\n%s"
            .formatted(CanonicalJson.write(props), query, projection, CanonicalJson.write(context));
    String hash = Hashing.sha256().hashString(rest, StandardCharsets.UTF_8).toString();
    return new Name(
        "W", "%s %s %s".formatted(environment.id(), view, hash.substring(0, HASH_DIGITS)));
  }
}
