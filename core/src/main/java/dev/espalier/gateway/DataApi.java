package dev.espalier.gateway;

import com.google.common.collect.ImmutableList;
import dev.espalier.app.DataAccess.DataException;
import dev.espalier.app.DataAccess.Documents;
import dev.espalier.environment.CalledDocuments;
import dev.espalier.environment.TokenAgent;
import dev.espalier.otp.Node;
import dev.espalier.otp.Pid;
import dev.espalier.query.DocumentJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The data API over HTTP for the listeners of apps elsewhere: what {@link Documents} offers, under
 * the paths of the latest dialect ({@code /app-api/v1/data}) and of the older ones ({@code /app}).
 * The bearer token says for which listener, or for which transaction of it, a request is made.
 *
 * <p>Answers are plain JSON.
 */
public final class DataApi implements Part {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ImmutableList<String> PREFIXES =
      ImmutableList.of("/app-api/v1/data", "/app");
  private static final int BAD_REQUEST = 400;

  private final Node node;

  /** Serves the data of every environment of a node. */
  public DataApi(Node node) {
    this.node = node;
  }

  @Override
  public void routes(RoutesConfig routes) {
    PREFIXES.forEach(prefix -> serve(routes, prefix));
  }

  private void serve(RoutesConfig routes, String prefix) {
    String collection = prefix + "/colls/{collection}";
    String documents = collection + "/docs";
    String document = documents + "/{id}";
    routes.get(documents, answer((data, of, _) -> data.list(of)));
    routes.post(documents, answer((data, of, request) -> data.create(of, body(request))));
    routes.get(document, answer((data, of, request) -> data.get(of, id(request))));
    routes.put(
        document, answer((data, of, request) -> data.replace(of, id(request), body(request))));
    routes.delete(
        document,
        answer((data, of, request) -> {
          data.delete(of, id(request));
          return JSON.objectNode();
        }));
    routes.post(collection + "/find", answer(DataApi::find));
    routes.post(documents + "/find", answer(DataApi::find));
    routes.post(collection + "/updateMany", answer(DataApi::updateMany));
    routes.post(documents + "/update", answer(DataApi::updateMany));
    routes.post(prefix + "/transaction", this::begin);
    routes.post(
        prefix + "/transaction/commit",
        context -> {
          data(context).commit();
          reply(context, JSON.objectNode());
        });
    routes.post(
        prefix + "/transaction/abort",
        context -> {
          data(context).abort();
          reply(context, JSON.objectNode());
        });
  }

  /** What the data has to say to a request about a collection. */
  private interface Answer {
    JsonNode of(Documents data, String collection, Context request) throws DataException;
  }

  private Handler answer(Answer answer) {
    return context ->
        reply(context, answer.of(data(context), context.pathParam("collection"), context));
  }

  private Bearer bearer(Context request) throws DataException {
    return Bearer.of(request.header(Header.AUTHORIZATION), node);
  }

  private CalledDocuments data(Context request) throws DataException {
    return new CalledDocuments(node::call, bearer(request).process());
  }

  /** Answers with a token for the new transaction. */
  private void begin(Context context) throws DataException {
    Bearer bearer = bearer(context);
    Pid transaction = data(context).transaction().process();
    reply(
        context, JSON.stringNode(node.call(bearer.agent(), new TokenAgent.AddToken(transaction))));
  }

  /** Older apps send the bare query. */
  private static JsonNode find(Documents data, String collection, Context request)
      throws DataException {
    JsonNode body = body(request);
    if (!body.path("query").isObject()) {
      return data.find(collection, body, JSON.objectNode());
    }
    if (!body.path("options").isEmpty()) {
      throw new DataException(
          BAD_REQUEST,
          "bad_request",
          "a find has no options here; leave out " + body.get("options"));
    }
    JsonNode projection = body.path("projection");
    boolean whole = projection.isMissingNode() || projection.isNull();
    return data.find(collection, body.path("query"), whole ? JSON.objectNode() : projection);
  }

  private static JsonNode updateMany(Documents data, String collection, Context request)
      throws DataException {
    JsonNode body = body(request);
    JsonNode filter = body.path("filter");
    JsonNode update = body.path("update");
    if (!filter.isObject() || !update.isObject()) {
      throw new DataException(
          BAD_REQUEST,
          "bad_request",
          "updateMany needs a filter and an update, e.g. {\"filter\": {\"done\": false},"
              + " \"update\": {\"$inc\": {\"count\": 1}}}");
    }
    data.updateMany(collection, filter, update);
    return update;
  }

  private static String id(Context request) throws DataException {
    String id = request.pathParam("id");
    if (DocumentJson.objectId(id).isEmpty()) {
      throw new DataException(
          BAD_REQUEST,
          "not_an_object_id",
          "%s is no id; write one such as ObjectId(0123456789abcdef01234567)".formatted(id));
    }
    return id;
  }

  private static JsonNode body(Context request) throws DataException {
    String problem;
    try {
      JsonNode body = JsonMapper.shared().readTree(request.bodyAsBytes());
      if (!body.isMissingNode()) {
        return body;
      }
      problem = "it is empty";
    } catch (JacksonException e) {
      problem = e.getOriginalMessage();
    }
    throw new DataException(BAD_REQUEST, "bad_request", "the body is not JSON: " + problem);
  }

  private static void reply(Context context, JsonNode answer) {
    context.contentType("application/json").result(answer.toString());
  }
}
