package dev.espalier.gateway;

import dev.espalier.app.DataAccess.DataException;
import dev.espalier.environment.CalledDocuments;
import dev.espalier.environment.TokenAgent;
import dev.espalier.otp.Node;
import dev.espalier.otp.Pid;
import dev.espalier.query.DocumentJson;
import io.javalin.http.Context;
import io.javalin.http.Header;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request of an app to the runner, in JSON, with the token of a running listener. */
record ApiRequest(Context context, Node node) {
  private static final int BAD_REQUEST = 400;

  private Bearer bearer() throws DataException {
    return Bearer.of(context.header(Header.AUTHORIZATION), node);
  }

  /** The data as the listener, or its transaction, sees them. */
  CalledDocuments data() throws DataException {
    Bearer bearer = bearer();
    return called(
        context.pathParamMap().containsKey("transaction")
            ? bearer.sibling(context.pathParam("transaction"), node)
            : bearer);
  }

  private CalledDocuments called(Bearer bearer) {
    return new CalledDocuments(node::call, bearer.process());
  }

  /** Starts a transaction; the token for it. */
  String begin() throws DataException {
    Bearer bearer = bearer();
    Pid transaction = called(bearer).transaction().process();
    return node.call(bearer.agent(), new TokenAgent.AddToken(transaction));
  }

  String collection() {
    return context.pathParam("collection");
  }

  /** The document's id in the path. */
  String id() throws DataException {
    String id = context.pathParam("id");
    if (DocumentJson.objectId(id).isEmpty()) {
      throw new DataException(
          BAD_REQUEST,
          "not_an_object_id",
          "%s is no id; write one such as ObjectId(0123456789abcdef01234567)".formatted(id));
    }
    return id;
  }

  /** What the body says, whatever content type it is sent as. */
  JsonNode body() throws DataException {
    String problem;
    try {
      JsonNode body = JsonMapper.shared().readTree(context.bodyAsBytes());
      if (!body.isMissingNode()) {
        return body;
      }
      problem = "it is empty";
    } catch (JacksonException e) {
      problem = e.getOriginalMessage();
    }
    throw DataException.badRequest("the body is not JSON: " + problem);
  }

  /** What the body says, which has to be an object. */
  JsonNode object() throws DataException {
    JsonNode body = body();
    if (!body.isObject()) {
      throw DataException.badRequest("an object is expected: " + body);
    }
    return body;
  }

  /** What the body says; an empty object when it is empty. */
  JsonNode bodyOrNothing() throws DataException {
    return context.bodyAsBytes().length == 0 ? JsonMapper.shared().createObjectNode() : body();
  }

  void reply(JsonNode answer) {
    context.contentType("application/json").result(answer.toString());
  }
}
