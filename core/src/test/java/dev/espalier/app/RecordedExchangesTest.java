package dev.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.espalier.SharedSuites;
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
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The apps in Node answer as the real ones did when they were recorded, their pictures aside. */
class RecordedExchangesTest {

  @ParameterizedTest
  @CsvSource({
    "widget-app.mjs, template-node-widget.exchanges.json",
    "route-app.mjs, template-javascript.exchanges.json"
  })
  void theAppAnswersAsRecorded(String file, String recorded) throws Exception {
    HttpServer data = emptyDataApi();
    List<JsonNode> exchanges =
        JsonMapper.shared()
            .readerFor(JsonNode.class)
            .<JsonNode>readValues(SharedSuites.file("lenra-apps/" + recorded))
            .readAll()
            .stream()
            .filter(exchange -> !exchange.path("request").has("resource"))
            .toList();
    try (NodeApp app = NodeApp.start(file);
        HttpClient http = HttpClient.newHttpClient()) {
      assertThat(exchanges).hasSizeGreaterThan(9);
      for (JsonNode exchange : exchanges) {
        JsonNode question = exchange.path("request").deepCopy();
        if (question.path("api") instanceof ObjectNode api) {
          api.put("url", "http://127.0.0.1:" + data.getAddress().getPort());
        }
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(app.url()))
                    .POST(BodyPublishers.ofString(question.toString()))
                    .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode())
            .as(question + " " + answer.body())
            .isEqualTo(exchange.path("status").intValue());
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
            .isEqualTo(exchange.path("contentType").stringValue());
        JsonNode response = exchange.path("response");
        if (response.isObject()) {
          assertThat(JsonMapper.shared().readTree(answer.body())).isEqualTo(response);
        } else {
          assertThat(answer.body()).isEqualTo(response.stringValue());
        }
      }
    } finally {
      data.stop(0);
    }
  }

  /** Finds nothing, and has one document for those who ask by id. */
  private static HttpServer emptyDataApi() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            boolean finds = exchange.getRequestURI().getPath().endsWith("/find");
            byte[] answer = (finds ? "[]" : "{\"count\":0}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
    return server;
  }
}
