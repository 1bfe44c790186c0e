package dev.espalier.gateway.channel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An app over HTTP that dies, in the midst of its answers, and comes back at the same port. */
final class SoakApp implements AutoCloseable {
  private static final String MANIFEST =
      """
      {"lenra": {"routes": [{"path": "/", "view": {"_type": "view", "name": "main"}}]}}
      """;
  private static final String MAIN =
      """
      {"_type": "flex", "children": [
        {"_type": "view", "name": "sum", "find": {"coll": "counters", "query": {"of": "all"}}},
        {"_type": "view", "name": "sum", "find": {"coll": "counters", "query": {"of": "@me"}}},
        {"_type": "button", "text": "all",
         "onPressed": {"_type": "listener", "name": "count", "props": {"of": "all"}}},
        {"_type": "button", "text": "mine",
         "onPressed": {"_type": "listener", "name": "count", "props": {"of": "@me"}}}]}
      """;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicLong asked = new AtomicLong();
  private int port;
  private @Nullable HttpServer server;

  SoakApp() throws IOException {
    live();
  }

  void live() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    port = server.getAddress().getPort();
  }

  void die() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  /** How often it was asked for anything. */
  long asked() {
    return asked.get();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode question = JsonMapper.shared().readTree(exchange.getRequestBody());
      asked.incrementAndGet();
      byte[] answer = answer(question).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private String answer(JsonNode question) throws IOException {
    JsonNode props = question.path("props");
    return switch (question.path("view").asString(question.path("listener").asString(""))) {
      case "" -> MANIFEST;
      case "main" -> MAIN;
      case "sum" ->
          "{\"_type\": \"text\", \"value\": \"%d\"}"
              .formatted(
                  question
                      .path("data")
                      .valueStream()
                      .mapToInt(document -> document.path("count").intValue())
                      .sum());
      case "onEnvStart" -> ask(question, "docs", "{\"of\": \"all\", \"count\": 0}");
      case "onUserFirstJoin" -> ask(question, "docs", "{\"of\": \"@me\", \"count\": 0}");
      case "count" ->
          ask(
              question,
              "updateMany",
              "{\"filter\": {\"of\": %s}, \"update\": {\"$inc\": {\"count\": 1}}}"
                  .formatted(props.path("of")));
      default -> "{}";
    };
  }

  private String ask(JsonNode question, String what, String body) throws IOException {
    JsonNode api = question.path("api");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    api.path("url").stringValue() + "/app-api/v1/data/colls/counters/" + what))
            .header("Authorization", "Bearer " + api.path("token").stringValue())
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(response.body());
      }
      return response.body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    die();
    http.shutdownNow();
    threads.shutdownNow();
  }
}
