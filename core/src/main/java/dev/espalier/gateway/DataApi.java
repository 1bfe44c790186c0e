package dev.espalier.gateway;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.espalier.app.DataAccess.DataException;
import dev.espalier.app.DataAccess.Documents;
import dev.espalier.environment.CalledDocuments;
import dev.espalier.otp.Node;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The data API over HTTP for the listeners of apps elsewhere: what {@link Documents} offers, under
 * the paths of the latest dialect ({@code /app-api/v1/data}) and of the older ones ({@code /app}).
 * Crons and webhooks are beside them. The bearer token says for which listener, or for which
 * transaction of it, a request is made. docs/data-api.yaml describes it.
 */
public final class DataApi implements Part {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonNode OK = JSON.stringNode("ok");
  private static final ImmutableList<String> PREFIXES =
      ImmutableList.of("/app-api/v1/data", "/app");

  /** Apps of early 2023 name the transaction in the path. */
  private static final String NAMED_TRANSACTION = "/app/transaction/{transaction}";

  private static final ImmutableSet<String> FIND =
      ImmutableSet.of("query", "projection", "options");

  private final Node node;

  /** Serves the data of every environment of a node. */
  public DataApi(Node node) {
    this.node = node;
  }

  @Override
  public void routes(RoutesConfig routes) {
    for (String prefix : PREFIXES) {
      documents(routes, prefix);
      transactions(routes, prefix);
      // As the guides have it.
      transactions(routes, prefix + "/colls/{collection}");
    }
    crons(routes, "/app-api/v1/crons");
    crons(routes, "/app/crons");
    Handler addWebhook = answer((data, request) -> data.addWebhook(request.object()));
    routes.post("/app-api/v1/webhooks", addWebhook);
    routes.post("/app/webhooks", addWebhook);
    documents(routes, NAMED_TRANSACTION);
    routes.post(NAMED_TRANSACTION + "/commit", answer(DataApi::commit));
    routes.post(NAMED_TRANSACTION + "/abort", answer(DataApi::abort));
    // As the server that knew it spelt it.
    routes.post("/app/transacation/{transaction}/abort", answer(DataApi::abort));
  }

  private void documents(RoutesConfig routes, String prefix) {
    String collection = prefix + "/colls/{collection}";
    String documents = collection + "/docs";
    String document = documents + "/{id}";
    routes.get(documents, answer((data, request) -> data.list(request.collection())));
    routes.post(
        documents, answer((data, request) -> data.create(request.collection(), request.body())));
    routes.get(document, answer((data, request) -> data.get(request.collection(), request.id())));
    routes.put(
        document,
        answer(
            (data, request) -> data.replace(request.collection(), request.id(), request.body())));
    routes.delete(
        document,
        answer((data, request) -> {
          data.delete(request.collection(), request.id());
          return JSON.objectNode();
        }));
    routes.delete(
        collection,
        answer((data, request) -> {
          data.drop(request.collection());
          return JSON.objectNode();
        }));
    routes.post(collection + "/find", answer(DataApi::find));
    routes.post(documents + "/find", answer(DataApi::find));
    routes.post(collection + "/updateMany", answer(DataApi::updateMany));
    routes.post(documents + "/update", answer(DataApi::updateMany));
    routes.post(collection + "/insertMany", answer(DataApi::insertMany));
  }

  private void transactions(RoutesConfig routes, String prefix) {
    String transaction = prefix + "/transaction";
    routes.post(
        transaction,
        context -> {
          ApiRequest request = new ApiRequest(context, node);
          request.reply(JSON.stringNode(request.begin()));
        });
    routes.post(transaction + "/commit", answer(DataApi::commit));
    routes.post(transaction + "/abort", answer(DataApi::abort));
  }

  private void crons(RoutesConfig routes, String crons) {
    String cron = crons + "/{name}";
    routes.get(crons, answer((data, _) -> data.crons()));
    routes.post(crons, answer((data, request) -> JSON.stringNode(data.addCron(request.object()))));
    routes.put(
        cron,
        answer((data, request) -> {
          data.changeCron(request.context().pathParam("name"), request.object());
          return OK;
        }));
    routes.delete(
        cron,
        answer((data, request) -> {
          data.deleteCron(request.context().pathParam("name"));
          return OK;
        }));
  }

  /** What the data have to say to a request. */
  private interface Answer {
    JsonNode of(CalledDocuments data, ApiRequest request) throws DataException;
  }

  private Handler answer(Answer answer) {
    return context -> {
      ApiRequest request = new ApiRequest(context, node);
      request.reply(answer.of(request.data(), request));
    };
  }

  private static JsonNode commit(CalledDocuments data, ApiRequest request) throws DataException {
    data.commit();
    return JSON.objectNode();
  }

  private static JsonNode abort(CalledDocuments data, ApiRequest request) throws DataException {
    data.abort();
    return JSON.objectNode();
  }

  /** Older apps send the bare query. */
  private static JsonNode find(Documents data, ApiRequest request) throws DataException {
    JsonNode body = request.body();
    if (!body.path("query").isObject()) {
      return data.find(request.collection(), body, JSON.objectNode());
    }
    Set<String> others = Sets.difference(ImmutableSet.copyOf(body.propertyNames()), FIND);
    if (!others.isEmpty()) {
      throw DataException.badRequest(
          "a find has query, projection and options; leave out " + String.join(", ", others));
    }
    JsonNode projection = body.path("projection");
    boolean whole = projection.isMissingNode() || projection.isNull();
    return data.find(
        request.collection(),
        body.path("query"),
        whole ? JSON.objectNode() : projection,
        body.path("options"));
  }

  private static JsonNode updateMany(Documents data, ApiRequest request) throws DataException {
    JsonNode body = request.body();
    JsonNode filter = body.path("filter");
    JsonNode update = body.path("update");
    if (!filter.isObject() || !update.isObject()) {
      throw DataException.badRequest(
          "updateMany needs a filter and an update, e.g. {\"filter\": {\"done\": false},"
              + " \"update\": {\"$inc\": {\"count\": 1}}}");
    }
    data.updateMany(request.collection(), filter, update);
    return update;
  }

  private static JsonNode insertMany(Documents data, ApiRequest request) throws DataException {
    JsonNode documents = request.body().path("documents");
    if (!documents.isArray()) {
      throw DataException.badRequest(
          "insertMany needs documents, e.g. {\"documents\": [{\"count\": 0}, {\"count\": 1}]}");
    }
    return data.insertMany(request.collection(), documents);
  }
}
