package dev.espalier.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espalier.app.JavaApp;
import dev.espalier.app.JavaApp.Listener;
import dev.espalier.gateway.DataApi;
import dev.espalier.gateway.Gateway;
import dev.espalier.gateway.WebhookCalls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Listeners that anybody can run who knows an address. */
class WebhooksTest {
  private final Queue<JsonNode> webhooks = new ConcurrentLinkedQueue<>();
  private final Queue<String> ran = new ConcurrentLinkedQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private World world;
  private Gateway gateway;

  @BeforeEach
  void serve() throws Exception {
    Listener paid = (request, _) -> ran.add(request.props() + " " + request.event());
    world =
        World.live(
            Runner.Settings.DEFAULT,
            new JavaApp(
                World.json(
                    "{'lenra':{'routes':[{'path':'/','view':{'_type':'view','name':'main'}}]}}"),
                ImmutableMap.of("main", _ -> World.json("{'_type':'text','value':'shop'}")),
                ImmutableMap.of(
                    "onEnvStart",
                    hook("{'listener':'paid','props':{'shop':1}}"),
                    "onSessionStart",
                    hook("{'action':'gone'}"),
                    "paid",
                    paid)));
    gateway =
        Gateway.start(
            Gateway.LOOPBACK,
            0,
            List.of(
                new DataApi(world.node),
                new WebhookCalls(world.node, () -> List.of(world.environment))));
  }

  private Listener hook(String webhook) {
    return (_, data) -> webhooks.add(data.addWebhook(World.json(webhook)));
  }

  @AfterEach
  void stop() {
    http.close();
    gateway.close();
    world.close();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(gateway.url() + path))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private String uuid() {
    return webhooks.element().path("uuid").stringValue();
  }

  @Test
  void aWebhookTellsWhatItIs() {
    assertThat(webhooks.element())
        .isEqualTo(
            World.json(
                "{'uuid':'%s','listener':'paid','props':{'shop':1},'environment_id':'app','user_id':null}"
                    .formatted(uuid())));
  }

  @Test
  void aWebhookOfASessionNamesItsUser() {
    world.connect("alice");
    JsonNode second = webhooks.stream().skip(1).findFirst().orElseThrow();
    assertThat(second.path("listener").stringValue()).isEqualTo("gone");
    assertThat(second.path("user_id").isString()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/webhooks/", "/apps/any-name/webhooks/"})
  void whoeverKnowsItRunsTheListenerWithTheBodyAsItsEvent(String path) throws Exception {
    HttpResponse<String> answer = post(path + uuid(), "[{\"amount\":3}]");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("\"ok\"");
    assertThat(post(path + uuid(), "").statusCode()).isEqualTo(200);
    assertThat(ran).containsExactly("{\"shop\":1} [{\"amount\":3}]", "{\"shop\":1} {}");
  }

  @Test
  void anEnvironmentThatHasStoppedIsStarted() throws Exception {
    world.runner.stop(world.environment);
    world.node.settle();
    assertThat(world.all("Environment.Supervisor")).isEmpty();
    assertThat(post("/webhooks/" + uuid(), "1").statusCode()).isEqualTo(200);
    assertThat(ran).containsExactly("{\"shop\":1} 1");
    assertThat(world.all("Environment.Supervisor")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000-0000-4000-8000-000000000000", "x", "%20", "$ne"})
  void anUnknownWebhookIsNotFound(String unknown) throws Exception {
    HttpResponse<String> answer = post("/webhooks/" + unknown, "{}");
    assertThat(answer.statusCode()).isIn(404, 400);
    assertThat(JsonMapper.shared().readTree(answer.body()).propertyNames())
        .containsExactlyInAnyOrder("message", "reason");
  }

  @Test
  void whatIsWrongWithTheListenerOrTheBodyIsSaid() throws Exception {
    world.connect("alice");
    JsonNode gone = webhooks.stream().skip(1).findFirst().orElseThrow();
    HttpResponse<String> missing = post("/webhooks/" + gone.path("uuid").stringValue(), "{}");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("error_404", "gone");
    HttpResponse<String> malformed = post("/webhooks/" + uuid(), "{");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.body()).contains("the body is not JSON");
  }
}
