package dev.espalier.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.environment.OpenListener;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.mongo.MongoSource;
import dev.espalier.otp.Node;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Whatever is sent to the data API, it answers in JSON, and what is wrong is the sender's fault.
 */
class HostileRequestsTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<Integer> STATUSES = Set.of(200, 400, 401, 404, 413);

  private static final Served SERVED = Served.start();
  private static final long KEPT_BEFORE = Heap.used();

  /** A node with one running listener. */
  private record Served(
      Node node, MongoDeployment mongo, Gateway api, HttpClient http, OpenListener listener) {

    static Served start() {
      Node node = Node.live(1, null);
      try {
        MongoDeployment mongo = MongoSource.parse("embedded").open(Clock.systemUTC(), _ -> {});
        return new Served(
            node,
            mongo,
            Gateway.start(
                Gateway.LOOPBACK, 0, List.of(new DataApi(node), new WebhookCalls(node, List::of))),
            HttpClient.newHttpClient(),
            new OpenListener(node, mongo, "hostile", "user-1"));
      } catch (Exception e) {
        throw new IllegalStateException("the data API could not be served", e);
      }
    }
  }

  @AfterContainer
  static void nothingHasPiledUp() {
    assertThat(Heap.used()).isLessThan(KEPT_BEFORE + Heap.MOST_KEPT);
    SERVED.http().close();
    SERVED.api().close();
    SERVED.node().close();
    SERVED.mongo().close();
  }

  private static HttpResponse<String> send(
      String method, String path, String contentType, byte[] body)
      throws IOException, InterruptedException {
    return SERVED
        .http()
        .send(
            HttpRequest.newBuilder(URI.create(SERVED.api().url() + path))
                .header("Authorization", "Bearer " + SERVED.listener().token())
                .header("Content-Type", contentType)
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.ofByteArray(body))
                .build(),
            BodyHandlers.ofString());
  }

  private static void assertAnswered(HttpResponse<String> answer, Object sent) {
    assertThat(STATUSES)
        .as("%s → %s %s", sent, answer.statusCode(), answer.body())
        .contains(answer.statusCode());
    JsonNode body = JsonMapper.shared().readTree(answer.body());
    if (answer.statusCode() != 200) {
      assertThat(body.propertyNames()).containsExactlyInAnyOrder("message", "reason");
      assertThat(body.path("message").stringValue()).isNotBlank().doesNotContain("\tat ");
    }
  }

  /** A request that may hold anything. */
  record Sent(String method, String path, String contentType, JsonNode body) {}

  private static Arbitrary<String> names() {
    return Arbitraries.of(
        "a",
        "b",
        "_id",
        "",
        "$",
        "$set",
        "$where",
        "$expr",
        "a.b",
        "a..b",
        ".",
        "a.5",
        "\0",
        "__proto__",
        "\ud83c\udf33",
        "\ud800",
        "$each",
        "$regex",
        "$options",
        "$in",
        "$elemMatch");
  }

  private static Arbitrary<JsonNode> json() {
    Arbitrary<JsonNode> leaf =
        Arbitraries.of(
            JSON.nullNode(),
            JSON.booleanNode(true),
            JSON.numberNode(0),
            JSON.numberNode(-1),
            JSON.numberNode(1.5),
            JSON.numberNode(Long.MAX_VALUE),
            JSON.numberNode(1e308),
            JSON.stringNode(""),
            JSON.stringNode("@me"),
            JSON.stringNode("(a+)+$"),
            JSON.stringNode("ObjectId(0123456789abcdef01234567)"),
            JSON.stringNode("\ud800"),
            JSON.stringNode("\0"));
    return Arbitraries.lazyOf(
        () -> leaf,
        () -> leaf,
        () -> json().list().ofMaxSize(3).map(list -> JSON.arrayNode().addAll(list)),
        () ->
            Combinators.combine(names(), json())
                .as((name, value) -> (JsonNode) JSON.objectNode().set(name, value)),
        () -> objects(json()));
  }

  private static Arbitrary<JsonNode> objects(Arbitrary<JsonNode> values) {
    return Arbitraries.maps(names(), values).ofMaxSize(3).map(map -> JSON.objectNode().setAll(map));
  }

  /** Bodies that come close to what is expected. */
  private static Arbitrary<JsonNode> bodies() {
    Arbitrary<JsonNode> filter =
        Combinators.combine(
                Arbitraries.of("a", "_id", "a.b", "$and", "$or", "$nor", "$where", "$expr"),
                Arbitraries.of(
                    "$eq",
                    "$gt",
                    "$in",
                    "$nin",
                    "$all",
                    "$not",
                    "$exists",
                    "$size",
                    "$type",
                    "$elemMatch",
                    "$regex",
                    "$options",
                    "$mod",
                    "$near",
                    "a"),
                json())
            .as((field, operator, value) ->
                JSON.objectNode().set(field, JSON.objectNode().set(operator, value)));
    Arbitrary<JsonNode> update =
        Combinators.combine(
                Arbitraries.of(
                    "$set",
                    "$setOnInsert",
                    "$unset",
                    "$inc",
                    "$mul",
                    "$min",
                    "$max",
                    "$rename",
                    "$push",
                    "$addToSet",
                    "$pull",
                    "$pullAll",
                    "$pop",
                    "$bit",
                    "$currentDate"),
                objects(json()))
            .as((operator, fields) -> JSON.objectNode().set(operator, fields));
    Arbitrary<JsonNode> anyFilter = Arbitraries.oneOf(filter, objects(json()), json());
    Arbitrary<JsonNode> find =
        Combinators.combine(anyFilter, json(), json())
            .as((query, projection, sort) -> {
              var body = JSON.objectNode();
              body.set("query", query);
              body.set("projection", projection);
              body.putObject("options").set("sort", sort);
              return body;
            });
    Arbitrary<JsonNode> updateMany =
        Combinators.combine(anyFilter, Arbitraries.oneOf(update, json()))
            .as((query, change) -> {
              var body = JSON.objectNode();
              body.set("filter", query);
              body.set("update", change);
              return body;
            });
    Arbitrary<JsonNode> inserted =
        json()
            .list()
            .ofMaxSize(3)
            .map(list -> JSON.objectNode().set("documents", JSON.arrayNode().addAll(list)));
    Arbitrary<JsonNode> cron =
        Combinators.combine(
                json(), Arbitraries.of("* * * * *", "", "@reboot", "1-0 * * * *"), json())
            .as((props, schedule, state) -> {
              var body = JSON.objectNode().put("listener", "tick").put("schedule", schedule);
              body.set("props", props);
              body.set("state", state);
              return body;
            });
    return Arbitraries.oneOf(json(), objects(json()), find, anyFilter, updateMany, inserted, cron);
  }

  @Provide
  Arbitrary<Sent> requests() {
    Arbitrary<String> collection =
        Arbitraries.of("c", "d", "system.users", "espalier.users", "%24cmd", "a.", "x%2Fy", "%20");
    Arbitrary<String> path =
        Combinators.combine(
                Arbitraries.of(
                    "/app", "/app-api/v1/data", "/app-api/v1", "", "/app/transaction/none"),
                collection,
                Arbitraries.of(
                    "/colls/%s/docs",
                    "/colls/%s/find",
                    "/colls/%s/docs/find",
                    "/colls/%s/updateMany",
                    "/colls/%s/docs/update",
                    "/colls/%s/insertMany",
                    "/colls/%s/docs/ObjectId(0123456789abcdef01234567)",
                    "/colls/%s/docs/%s",
                    "/colls/%s",
                    "/transaction/commit",
                    "/crons",
                    "/crons/%s",
                    "/webhooks",
                    "/webhooks/%s"))
            .as((prefix, name, rest) -> prefix + rest.replace("%s", name));
    return Combinators.combine(
            Arbitraries.of("GET", "POST", "POST", "POST", "PUT", "DELETE", "PATCH"),
            path,
            Arbitraries.of(
                "application/json", "text/plain", "multipart/form-data; boundary=x", "x"),
            bodies())
        .as(Sent::new);
  }

  @Property(tries = 1500)
  void whateverIsSentIsAnswered(@ForAll("requests") Sent sent) throws Exception {
    assertAnswered(
        send(
            sent.method(),
            sent.path(),
            sent.contentType(),
            sent.body().toString().getBytes(StandardCharsets.UTF_8)),
        sent);
  }

  @Property(tries = 300)
  void bytesThatAreNoJsonAreExplained(@ForAll byte[] body) throws Exception {
    assertAnswered(send("POST", "/app/colls/bytes/find", "application/json", body), body);
  }
}
