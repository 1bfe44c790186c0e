package dev.espalier.serve;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An app as a program of its own, which serves at the port in its environment and says so. */
final class ReadyApp {
  private ReadyApp() {}

  /** How it is started. */
  static List<String> command() {
    return List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        ReadyApp.class.getName());
  }

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv("PORT"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            JsonNode question = JsonMapper.shared().readTree(exchange.getRequestBody());
            boolean isListener = question.has("listener");
            String answer =
                isListener
                    ? "No listener found for " + question.path("listener").asString()
                    : "{\"lenra\": {\"routes\": []}}";
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isListener ? 500 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    System.out.println("ready as " + ProcessHandle.current().pid());
  }
}
