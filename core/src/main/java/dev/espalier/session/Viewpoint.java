package dev.espalier.session;

import com.google.common.collect.ImmutableMap;
import dev.espalier.app.Manifest;
import dev.espalier.app.Mode;
import dev.espalier.environment.Environment;
import dev.espalier.environment.WidgetKey;
import dev.espalier.query.DocumentJson;
import dev.espalier.ui.BuildException;
import dev.espalier.ui.Dialect;
import dev.espalier.ui.ViewReference;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.types.ObjectId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * From where a session looks at its app: which views it asks for when a view refers to another.
 *
 * @param root the view of its route
 * @param values what a view may be told of, and {@code me}, {@code roles} and {@code pathParams}
 */
public record Viewpoint(
    Dialect dialect, ViewReference root, BsonDocument parameters, ObjectNode values) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
  private static final Pattern FRACTION = Pattern.compile("-?\\d+\\.\\d+");

  /**
   * @throws BuildException when the app has no such route for the session's role
   */
  public static Viewpoint of(Environment environment, Session session, Route at, Manifest manifest)
      throws BuildException {
    Manifest.Match match =
        manifest
            .route(at.mode(), session.role(), at.path())
            .orElseThrow(() -> noRoute(environment, session, at, manifest));
    ObjectNode route = pathParameters(match.parameters());
    ObjectNode known = JSON.objectNode();
    known.set(
        "me", session.me(environment).<JsonNode>map(JSON::stringNode).orElseGet(JSON::nullNode));
    known.putArray("roles").add(session.role());
    ObjectNode values = JSON.objectNode();
    values.setAll((ObjectNode) session.context());
    values.setAll(known);
    values.set("pathParams", route);
    known.set("route", route);
    return new Viewpoint(
        at.mode() == Mode.JSON ? Dialect.JSON : manifest.dialect(),
        match.route().view(),
        DocumentJson.toDocument(known),
        values);
  }

  private static BuildException noRoute(
      Environment environment, Session session, Route at, Manifest manifest) {
    return new BuildException(
        "route_does_not_exist",
        "%s has no route %s%s; it has %s%s"
            .formatted(
                environment.app().describe(),
                at.path(),
                at.mode() == Mode.JSON ? " in mode json" : "",
                manifest.routes(at.mode(), session.role()).stream()
                    .map(Manifest.Route::path)
                    .toList(),
                session.user() == null ? " for guests, which clients without a userId are" : ""),
        JSON.objectNode().put("path", at.path()));
  }

  private static ObjectNode pathParameters(ImmutableMap<String, String> written) {
    ObjectNode parameters = JSON.objectNode();
    written.forEach((name, text) -> parameters.set(name, pathParameter(text)));
    return parameters;
  }

  private static JsonNode pathParameter(String text) {
    if (text.equals("true") || text.equals("false")) {
      return JSON.booleanNode(Boolean.parseBoolean(text));
    }
    if (WHOLE.matcher(text).matches()) {
      return JSON.numberNode(Long.parseLong(text));
    }
    if (FRACTION.matcher(text).matches()) {
      return JSON.numberNode(new BigDecimal(text));
    }
    return JSON.stringNode(ObjectId.isValid(text) ? "ObjectId(%s)".formatted(text) : text);
  }

  public WidgetKey rootKey() throws BuildException {
    return key(root);
  }

  public WidgetKey key(ViewReference reference) throws BuildException {
    return WidgetKey.of(reference, parameters, context(reference));
  }

  /** The latest apps name what a view is to be told; to the older ones all is told. */
  private JsonNode context(ViewReference reference) {
    if (!dialect.marksListeners()) {
      return values;
    }
    ObjectNode told = JSON.objectNode();
    reference.context().properties().stream()
        .filter(asked -> asked.getValue().asBoolean(false) && values.has(asked.getKey()))
        .forEach(asked -> told.set(asked.getKey(), values.get(asked.getKey())));
    return told;
  }
}
