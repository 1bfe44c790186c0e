package dev.espalier.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayTest {

  private static HttpResponse<String> get(Gateway gateway, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(gateway.url() + path)).build(),
          BodyHandlers.ofString());
    }
  }

  @Test
  void itSaysThatItServes() throws Exception {
    try (Gateway gateway = Gateway.start(Gateway.LOOPBACK, 0, List.of())) {
      HttpResponse<String> health = get(gateway, "/health");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).isEqualTo("{\"status\":\"ok\"}");
    }
  }

  @Test
  void whatEveryPartServesIsUnderTheOneUrl() throws Exception {
    Part one = routes -> routes.get("/one", context -> context.result("1"));
    Part two = routes -> routes.get("/two", context -> context.result("2"));
    try (Gateway gateway = Gateway.start(Gateway.LOOPBACK, 0, List.of(one, two))) {
      assertThat(get(gateway, "/one").body()).isEqualTo("1");
      assertThat(get(gateway, "/two").body()).isEqualTo("2");
    }
  }

  @Test
  void aPartThatFailsIsAnAnswerAndNoStackTrace() throws Exception {
    Part failing =
        routes ->
            routes.get(
                "/fails",
                _ -> {
                  throw new IllegalStateException("secret");
                });
    try (Gateway gateway = Gateway.start(Gateway.LOOPBACK, 0, List.of(failing))) {
      HttpResponse<String> answer = get(gateway, "/fails");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body())
          .isEqualTo(
              "{\"message\":\"the gateway failed; its log says how\",\"reason\":\"error_500\"}");
    }
  }

  @Test
  void aPortInUseIsNamedWithWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> Gateway.start(Gateway.LOOPBACK, taken.getLocalPort(), List.of()).close())
          .isInstanceOf(PortInUseException.class)
          .hasMessage(
              "port %d is in use; choose another one, or 0 for any that is free, or end what listens there"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void onlyThisMachineIsServedUnlessToldOtherwise() throws Exception {
    try (Gateway gateway = Gateway.start(Gateway.LOOPBACK, 0, List.of())) {
      assertThat(gateway.url()).startsWith("http://127.0.0.1:");
    }
  }
}
