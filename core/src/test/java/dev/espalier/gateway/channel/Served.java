package dev.espalier.gateway.channel;

import com.google.common.collect.ImmutableMap;
import dev.espalier.app.AppException;
import dev.espalier.app.JavaApp;
import dev.espalier.environment.Environment;
import dev.espalier.gateway.Gateway;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.mongo.MongoSource;
import dev.espalier.otp.Group;
import dev.espalier.otp.Node;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.runner.Runner;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** An app served to clients, and what can be seen of it from within. */
final class Served implements AutoCloseable {
  private static final int BIG = 200_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final Node node = Node.live(null);
  final HttpClient http = HttpClient.newHttpClient();
  final AtomicInteger sessionsStarted = new AtomicInteger();
  final AtomicInteger notesDrawn = new AtomicInteger();
  final AtomicInteger sessionsStopped = new AtomicInteger();
  final Environment environment;
  private final AtomicReference<CountDownLatch> held = new AtomicReference<>(new CountDownLatch(0));
  private final MongoDeployment mongo;
  private final Runner runner;
  private final Gateway gateway;

  private static final String MANIFEST =
      """
      {'lenra': {'routes': [
         {'path': '/', 'view': {'_type': 'view', 'name': 'main'}, 'roles': ['user', 'guest']},
         {'path': '/notes/:id', 'view': {'_type': 'view', 'name': 'note',
            'find': {'coll': 'notes', 'query': {'number': '@route.id'}},
            'context': {'pathParams': true, 'color': true}}},
         {'path': '/only/guests', 'view': {'_type': 'view', 'name': 'main'}, 'roles': ['guest']},
         {'path': '/big', 'view': {'_type': 'view', 'name': 'big'}},
         {'path': '/wrong', 'view': {'_type': 'view', 'name': 'wrong'}}]},
       'json': {'routes': [
         {'path': '/notes/:id/lines', 'view': {'_type': 'view', 'name': 'note',
            'find': {'coll': 'notes', 'query': {'number': '@route.id'}},
            'context': {'pathParams': true, 'color': true}}},
         {'path': '/number', 'view': {'_type': 'view', 'name': 'numbers',
            'find': {'coll': 'clicks', 'query': {}}}},
         {'path': '/clicks', 'view': {'_type': 'view', 'name': 'list'}}]}}
      """;

  Served() {
    this(ChannelLimits.DEFAULT);
  }

  Served(ChannelLimits limits) {
    try {
      mongo = MongoSource.parse("embedded").open(Clock.systemUTC(), _ -> {});
      runner = Runner.start(node, mongo, Runner.Settings.DEFAULT);
      environment = runner.environment("app", app(), "app");
      gateway =
          Gateway.start(
              Gateway.LOOPBACK,
              0,
              List.of(
                  Channels.start(
                      node,
                      name -> name.equals("app") ? Optional.of(environment) : Optional.empty(),
                      Origins.LOCAL,
                      limits)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private JavaApp app() {
    return new JavaApp(
        PhoenixClient.json(MANIFEST),
        ImmutableMap.of(
            "main",
                _ ->
                    PhoenixClient.json(
                        """
                        {'_type': 'flex', 'children': [
                          {'_type': 'view', 'name': 'count', 'find': {'coll': 'clicks', 'query': {}}},
                          {'_type': 'view', 'name': 'mine',
                             'find': {'coll': 'clicks', 'query': {'user': '@me'}}},
                          {'_type': 'button', 'text': '+',
                             'onPressed': {'_type': 'listener', 'name': 'click'}},
                          {'_type': 'button', 'text': 'go',
                             'onPressed': {'_type': 'listener', 'name': '@lenra:navTo',
                                           'props': {'path': '/notes/7'}}},
                          {'_type': 'button', 'text': 'hold',
                             'onPressed': {'_type': 'listener', 'name': 'hold'}},
                          {'_type': 'button', 'text': 'fail',
                             'onPressed': {'_type': 'listener', 'name': 'fail'}}]}
                        """),
            "count", request -> text(request.data().size() + " clicks"),
            "mine", request -> text(request.data().size() + " of them mine"),
            "note",
                request -> {
                  notesDrawn.incrementAndGet();
                  return text(
                      "note %s has %d lines, %s"
                          .formatted(
                              request.context().path("pathParams").path("id"),
                              request.data().size(),
                              request.context().path("color").asString("no color")));
                },
            "list",
                _ ->
                    PhoenixClient.json(
                        """
                        {'clicks': {'_type': 'view', 'name': 'numbers',
                                    'find': {'coll': 'clicks', 'query': {}}},
                         'onClick': {'_type': 'listener', 'name': 'click'},
                         'anything': [1, {'_type': 'no component'}, null]}
                        """),
            "numbers", request -> PhoenixClient.json("[%d]".formatted(request.data().size())),
            "big",
                _ ->
                    PhoenixClient.json(
                        """
                        {'_type': 'flex', 'children': [
                          {'_type': 'view', 'name': 'blown', 'find': {'coll': 'grown', 'query': {}}},
                          {'_type': 'button', 'text': 'grow',
                             'onPressed': {'_type': 'listener', 'name': 'grow'}}]}
                        """),
            "blown", request -> text(request.data().size() + "x".repeat(BIG)),
            "wrong", _ -> PhoenixClient.json("[]")),
        ImmutableMap.of(
            "click", (_, data) -> data.create("clicks", PhoenixClient.json("{'user': '@me'}")),
            "grow", (_, data) -> data.create("grown", PhoenixClient.json("{}")),
            "hold", (_, _) -> wait(held.get()),
            "onSessionStart", (_, _) -> sessionsStarted.incrementAndGet(),
            "onSessionStop", (_, _) -> sessionsStopped.incrementAndGet(),
            "fail",
                (_, _) -> {
                  throw new AppException(AppException.Reason.FAILED, "it does not work");
                }));
  }

  private static void wait(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Has listeners hold wait from here on. */
  void hold() {
    held.set(new CountDownLatch(1));
  }

  void letGo() {
    held.get().countDown();
  }

  private static JsonNode text(String value) {
    return PhoenixClient.json(
        "{'_type': 'text', 'value': '%s'}".formatted(value.replace("\"", "")));
  }

  URI url(String parameters) {
    return URI.create(
        gateway.url().replace("http:", "ws:") + "/socket/websocket?vsn=2.0.0&" + parameters);
  }

  PhoenixClient connect(String parameters) {
    return PhoenixClient.connect(http, url(parameters));
  }

  List<ProcessInfo> processes(String kind) {
    return node.processes().stream().filter(each -> each.kind().equals(kind)).toList();
  }

  List<String> names(String kind) {
    return processes(kind).stream().map(each -> String.valueOf(each.name())).toList();
  }

  int members(String kind, String key) {
    return node.members(new Group(kind, key)).size();
  }

  /** Waits until something holds inside the node. */
  void until(String what, BooleanSupplier condition) {
    if (!node.runUntil(condition, PATIENCE)) {
      throw new AssertionError("not " + what + ": " + node.processes());
    }
  }

  /** That the node serves a client, at the end of whatever another one has done. */
  void serves(PhoenixClient client) {
    JsonNode before = client.join("route:/", "{}");
    if (!before.path("status").stringValue().equals("ok")) {
      throw new AssertionError("the join failed: " + before);
    }
    JsonNode ui = client.await("route:/", "ui");
    if (!client
        .ask("route:/", "run", "{'code': '%s'}".formatted(code(ui, "+")))
        .path("status")
        .stringValue()
        .equals("ok")) {
      throw new AssertionError("the click failed");
    }
    client.await("route:/", "patchUi");
  }

  /** The code of the button with a text. */
  static String code(JsonNode ui, String button) {
    return ui.path("root")
        .path("children")
        .valueStream()
        .filter(child -> child.path("text").asString("").equals(button))
        .findFirst()
        .orElseThrow()
        .path("onPressed")
        .path("code")
        .stringValue();
  }

  @Override
  public void close() {
    gateway.close();
    http.shutdownNow();
    runner.close();
    mongo.close();
  }
}
