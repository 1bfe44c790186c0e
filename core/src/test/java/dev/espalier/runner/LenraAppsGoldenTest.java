package dev.espalier.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espalier.SharedSuites;
import dev.espalier.app.HttpApp;
import dev.espalier.app.NodeApp;
import dev.espalier.environment.Environment;
import dev.espalier.environment.Limits;
import dev.espalier.environment.Routing;
import dev.espalier.gateway.Client;
import dev.espalier.gateway.DataApi;
import dev.espalier.gateway.Gateway;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.mongo.MongoSource;
import dev.espalier.otp.Choice;
import dev.espalier.otp.Node;
import dev.espalier.otp.Pid;
import dev.espalier.session.Session;
import dev.espalier.session.ToClient;
import dev.espalier.trace.Recording;
import dev.espalier.ui.ListenerCode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two apps elsewhere, in the oldest and in the latest dialect, played through the whole tree, the
 * data API over HTTP included: UIs and patches are those recorded with Lenra's own runner, to the
 * letter. Only ids and listener codes differ, which are the runner's to choose.
 */
class LenraAppsGoldenTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** A listener code as the recordings write it: what it stands for. */
  private static final Pattern CODE = Pattern.compile("CODE\\((?<name>\\w+),(?<props>.*)\\)");

  static Stream<Arguments> appsAndSchedules() {
    ImmutableMap<String, Function<Recording, Node>> nodes =
        ImmutableMap.of(
            "live", recording -> Node.live(1, recording),
            "fifo", recording -> Node.simulated(Choice.fifo(), START, 1, recording),
            "seed 7", recording -> Node.simulated(Choice.random(7), START, 7, recording));
    return nodes.entrySet().stream()
        .flatMap(node ->
            Stream.of(
                Arguments.argumentSet(
                    "widgets, " + node.getKey(),
                    "widget-app.mjs",
                    "template-node-widget",
                    node.getValue()),
                Arguments.argumentSet(
                    "routes, " + node.getKey(),
                    "route-app.mjs",
                    "template-javascript",
                    node.getValue())));
  }

  @ParameterizedTest
  @MethodSource("appsAndSchedules")
  void theAppPlaysAsRecorded(String file, String recorded, Function<Recording, Node> scheduler)
      throws Exception {
    JsonNode golden = SharedSuites.json("lenra-apps/" + recorded + ".golden.json");
    Recording recording = new Recording();
    try (NodeApp running = NodeApp.start(file);
        HttpApp app = running.open();
        Node node = scheduler.apply(recording);
        MongoDeployment mongo =
            new MongoSource.Embedded().open(node.clock().withZone(ZoneOffset.UTC), _ -> {});
        Gateway gateway = Gateway.start(Gateway.LOOPBACK, 0, List.of(new DataApi(node)));
        Runner runner =
            Runner.start(
                node,
                mongo,
                new Runner.Settings(Limits.DEFAULT, Routing.BROADCAST, gateway.url()))) {
      assertThat(app.manifest()).isEqualTo(golden.path("manifest"));

      Environment environment = runner.environment("app", app, "app");
      Pid client =
          runner.connect(environment, new Session("alice", "alice", "/", JSON.objectNode()));
      node.settle();
      Function<JsonNode, JsonNode> translated = translation(runner, environment);
      assertThat(received(recording, client)).containsExactly(translated.apply(golden.path("ui")));

      for (JsonNode step : golden.path("steps")) {
        JsonNode run = translated.apply(step.path("run"));
        if (run.isObject()) {
          int before = received(recording, client).size();
          runner.run(client, run.path("code").stringValue(), run.path("event"));
          node.settle();
          List<JsonNode> now = received(recording, client);
          assertThat(now.subList(before, now.size()))
              .containsExactly(translated.apply(step.path("patch")));
        }
      }
      assertThat(shown(node, client)).isEqualTo(translated.apply(golden.path("finalUi")));
    }
  }

  /** UIs and patches that the client was sent; nothing may have failed. */
  private static List<JsonNode> received(Recording recording, Pid client) {
    return World.received(recording.after(0), client)
        .<JsonNode>mapMulti((message, each) -> {
          switch (message) {
            case ToClient.Ui(JsonNode ui) -> each.accept(ui);
            case ToClient.PatchUi patched -> each.accept(patched.patch().toJson());
            case ToClient.Ran(_, ToClient.Problem problem) -> assertThat(problem).isNull();
            default -> throw new AssertionError(message);
          }
        })
        .toList();
  }

  private static JsonNode shown(Node node, Pid client) {
    return node.processes().stream()
        .filter(process -> process.pid().equals(client))
        .map(process -> ((Client.State) Objects.requireNonNull(process.state())).ui())
        .findFirst()
        .orElseThrow();
  }

  /** Puts this run's ids and codes in the place of the recorded ones. */
  private static Function<JsonNode, JsonNode> translation(Runner runner, Environment environment) {
    String common = "";
    String personal = "";
    for (BsonDocument counter : runner.database(environment).collection("counter").find()) {
      String id = "ObjectId(%s)".formatted(counter.getObjectId("_id").getValue().toHexString());
      if (counter.getString("user").getValue().equals("global")) {
        common = id;
      } else {
        personal = id;
      }
    }
    ImmutableMap<String, String> ids =
        ImmutableMap.of(
            "ObjectId(650000000000000000000001)", common,
            "ObjectId(650000000000000000000002)", personal);
    return recorded -> translate(recorded, ids);
  }

  private static JsonNode translate(JsonNode recorded, ImmutableMap<String, String> ids) {
    return switch (recorded.getNodeType()) {
      case OBJECT -> {
        ObjectNode object = JSON.objectNode();
        recorded
            .properties()
            .forEach(field -> object.set(field.getKey(), translate(field.getValue(), ids)));
        yield object;
      }
      case ARRAY -> {
        ArrayNode array = JSON.arrayNode();
        recorded.forEach(element -> array.add(translate(element, ids)));
        yield array;
      }
      case STRING -> JSON.stringNode(translate(recorded.stringValue(), ids));
      default -> recorded;
    };
  }

  private static String translate(String recorded, ImmutableMap<String, String> ids) {
    Matcher code = CODE.matcher(recorded);
    if (code.matches()) {
      JsonNode props = JsonMapper.shared().readTree(code.group("props"));
      return ListenerCode.of(code.group("name"), translate(props, ids));
    }
    return ids.getOrDefault(recorded, recorded);
  }
}
