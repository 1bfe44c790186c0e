package dev.espalier.scenario.recording;

import com.google.common.collect.ImmutableMap;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An app elsewhere: a counter for all and one for each user, that make their documents over the
 * data API. As any server, it answers questions that come together in any order.
 */
final class CountersOverHttp implements AutoCloseable {
  private static final String MANIFEST =
      """
      {"lenra": {"routes": [{"path": "/", "view": {"_type": "view", "name": "main"}}]}}
      """;

  private static final String MAIN =
      """
      {"_type": "flex", "children": [
        {"_type": "view", "name": "counter",
         "find": {"coll": "counter", "query": {"user": "@me"}}},
        {"_type": "view", "name": "counter",
         "find": {"coll": "counter", "query": {"user": "global"}}}]}
      """;

  private static final ImmutableMap<String, String> CREATED_BY =
      ImmutableMap.of("onEnvStart", "global", "onUserFirstJoin", "@me");

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;

  private CountersOverHttp(HttpServer server) {
    this.server = server;
  }

  static CountersOverHttp start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    CountersOverHttp app = new CountersOverHttp(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", app::answer);
    server.start();
    return app;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode question = JsonMapper.shared().readTree(exchange.getRequestBody());
      String listener = question.path("listener").asString("");
      if (question.isEmpty()) {
        reply(exchange, 200, MANIFEST);
      } else if (question.has("view")) {
        reply(exchange, 200, view(question));
      } else if (CREATED_BY.containsKey(listener)) {
        String document = "{\"user\": \"%s\", \"count\": 0}".formatted(CREATED_BY.get(listener));
        send(question.path("api"), "/docs", document);
        reply(exchange, 200, "");
      } else if (listener.equals("increment")) {
        String update =
            "{\"filter\": {\"_id\": %s}, \"update\": {\"$inc\": {\"count\": 1}}}"
                .formatted(question.path("props").path("id"));
        send(question.path("api"), "/updateMany", update);
        reply(exchange, 200, "");
      } else {
        reply(exchange, 404, "No listener found");
      }
    }
  }

  private static String view(JsonNode question) {
    if (question.path("view").asString("").equals("main")) {
      return MAIN;
    }
    JsonNode counter = question.path("data").path(0);
    return """
    {"_type": "flex", "children": [
      {"_type": "text", "value": "%s: %d"},
      {"_type": "button", "text": "+",
       "onPressed": {"_type": "listener", "name": "increment", "props": {"id": %s}}}]}
    """
        .formatted(
            counter.path("user").asString("").equals("global") ? "All" : "Mine",
            counter.path("count").asInt(0),
            counter.path("_id"));
  }

  private void send(JsonNode api, String path, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(api.path("url").asString() + "/app-api/v1/data/colls/counter" + path))
            .header("Authorization", "Bearer " + api.path("token").asString())
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      client.send(request, BodyHandlers.discarding());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
